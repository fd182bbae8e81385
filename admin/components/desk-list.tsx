import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { recordPath } from './links.js';
import { Section } from './page.js';
import { PhoneLink } from './phone-link.js';
import { usePanel } from './use-panel.js';

interface DeskListProps {
  title: string;
  total: number;
  /** Beside the number, e.g. a sum. */
  sum?: ReactNode;
  /** The whole list. */
  to: string;
  /** What to do when there is nobody. */
  empty: ReactNode;
  children: ReactNode;
}

/** One of the desk's lists: how many, the first of them, and the way to all. */
export function DeskList({ title, total, sum, to, empty, children }: DeskListProps) {
  const { t } = usePanel();
  const heading = (
    <>
      {title} <span className="studio-count">{total}</span>
    </>
  );
  const aside = (
    <>
      {sum}
      {total > 0 ? (
        <Link className="studio-link" to={to} aria-label={`${t('home.all')}: ${title}`}>
          {t('home.all')}
        </Link>
      ) : null}
    </>
  );
  return (
    <Section title={heading} aside={<span className="studio-desk-aside">{aside}</span>}>
      {total === 0 ? <p className="studio-muted">{empty}</p> : <ul className="studio-desk-list">{children}</ul>}
    </Section>
  );
}

/** A client as the desk lists them. */
export interface DeskPerson {
  clientId: number;
  name: string;
  phone: string | null;
}

interface DeskRowProps {
  person: DeskPerson;
  note: ReactNode;
  /** The one next thing to do. */
  action?: ReactNode;
}

export function DeskRow({ person, note, action }: DeskRowProps) {
  return (
    <li>
      <span className="studio-desk-who">
        <Link to={recordPath('Client', person.clientId)}>{person.name}</Link>
        <span className="studio-desk-note">
          <span>{note}</span>
          {person.phone ? <PhoneLink phone={person.phone} /> : null}
        </span>
      </span>
      {action}
    </li>
  );
}

/** The action of a row: a link to where it is done, told apart for those who hear the page by the client's name. */
export function RowLink({ to, label, about }: { to: string; label: string; about: string }) {
  return (
    <Link className="studio-button studio-button-small" to={to} aria-label={`${label}: ${about}`}>
      {label}
    </Link>
  );
}

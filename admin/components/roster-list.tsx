import React from 'react';
import { Link } from 'react-router-dom';
import type { RosterRow } from '../../src/contract/sessions.js';
import { recordPath } from './links.js';
import { Section } from './page.js';
import { RosterGuest } from './roster-guest.js';
import { useMarks, type Marks } from './roster-marks.js';
import { RosterTogether } from './roster-together.js';
import type { SessionCardData } from './session-card.js';
import { usePanel } from './use-panel.js';

interface PersonProps {
  person: RosterRow;
  marks: Marks;
  mayMark: boolean;
}

/** Came or did not: one tap each, and the same tap again changes nothing. */
function MarkButtons({ person, marks }: Omit<PersonProps, 'mayMark'>) {
  const { t } = usePanel();
  const came = marks.cameOf(person);
  const button = (value: boolean, words: string) => (
    <button
      type="button"
      aria-pressed={came === value}
      aria-disabled={marks.isSaving(person)}
      onClick={() => {
        if (came !== value) void marks.mark(person, value);
      }}
    >
      {t(words)}
    </button>
  );
  return (
    <div className="studio-mark" role="group" aria-label={t('roster.markOf', { name: person.name })}>
      {button(true, 'roster.came')}
      {button(false, 'roster.notCame')}
    </div>
  );
}

function Person({ person, marks, mayMark }: PersonProps) {
  const { t } = usePanel();
  const answer = person.invitation ?? 'none';
  return (
    <li className="studio-person studio-roster-person">
      <Link to={recordPath('Client', person.clientId)}>{person.name}</Link>
      <span className={`studio-badge studio-badge-answer-${answer}`}>{t(`session.answer.${answer}`)}</span>
      {mayMark ? <MarkButtons person={person} marks={marks} /> : null}
      {!mayMark && person.attended ? <span className="studio-muted">{t('session.came')}</span> : null}
    </li>
  );
}

/** Everyone who may come: what they answered, and whether they came. */
export function RosterList({ card, onChanged }: { card: SessionCardData; onChanged: () => void }) {
  const { t, day } = usePanel();
  const { session, people, may, today } = card;
  const marks = useMarks(session.id, people, onChanged);
  const isLiving = may.mark && !session.cancelled;
  const mayMark = isLiving && session.date <= today;
  const shown = people.map((person) => ({ ...person, attended: marks.cameOf(person) }));
  return (
    <Section title={t('session.people')}>
      {isLiving && !mayMark ? <p className="studio-hint">{t('roster.notYet', { day: day(session.date) })}</p> : null}
      {mayMark && may.markAll ? <RosterTogether sessionId={session.id} people={shown} onSaved={onChanged} /> : null}
      {marks.problem ? (
        <div className="studio-problem" role="alert">
          {marks.problem}
        </div>
      ) : null}
      {people.length === 0 ? (
        <p className="studio-muted">{t('session.noPeople')}</p>
      ) : (
        <ul className="studio-people">
          {people.map((person) => (
            <Person key={person.clientId} person={person} marks={marks} mayMark={mayMark} />
          ))}
        </ul>
      )}
      {mayMark && may.edit ? <RosterGuest sessionId={session.id} onSaved={onChanged} /> : null}
      {mayMark ? <p className="studio-hint">{t('roster.fresh')}</p> : null}
    </Section>
  );
}

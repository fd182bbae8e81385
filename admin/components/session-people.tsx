import React from 'react';
import { Link } from 'react-router-dom';
import type { RosterRow } from '../../src/contract/sessions.js';
import { recordPath } from './links.js';
import { ProblemBox, Section } from './page.js';
import { postAction } from './panel-api.js';
import type { SessionCardData } from './session-card.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

interface PersonProps {
  person: RosterRow;
  mayMark: boolean;
  isBusy: boolean;
  onMark: (person: RosterRow) => void;
}

function Person({ person, mayMark, isBusy, onMark }: PersonProps) {
  const { t } = usePanel();
  const answer = person.invitation ?? 'none';
  return (
    <li className="studio-person">
      <Link to={recordPath('Client', person.clientId)}>{person.name}</Link>
      <span className={`studio-badge studio-badge-answer-${answer}`}>{t(`session.answer.${answer}`)}</span>
      {mayMark ? (
        <button
          className={person.attended ? 'studio-button studio-button-came' : 'studio-button'}
          type="button"
          aria-pressed={person.attended}
          disabled={isBusy}
          onClick={() => onMark(person)}
        >
          {t(person.attended ? 'session.came' : 'session.mark')}
        </button>
      ) : null}
      {!mayMark && person.attended ? <span className="studio-muted">{t('session.came')}</span> : null}
    </li>
  );
}

/** Everyone who may come: what they answered, and whether they came. */
export function SessionPeople({ card, onChanged }: { card: SessionCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const { isBusy, problem, submit } = useSubmit();
  const { session, people, may, today } = card;
  const mayMark = may.mark && !session.cancelled && session.date <= today;
  const mark = ({ clientId, attended }: RosterRow) =>
    submit(
      () =>
        postAction(
          { resourceId: 'GroupTraining', recordId: session.id, actionName: 'mark' },
          { clientId, came: !attended },
        ),
      onChanged,
    );
  return (
    <Section title={t('session.people')}>
      <ProblemBox problem={problem} />
      {people.length === 0 ? (
        <p className="studio-muted">{t('session.noPeople')}</p>
      ) : (
        <ul className="studio-people">
          {people.map((person) => (
            <Person
              key={person.clientId}
              person={person}
              mayMark={mayMark}
              isBusy={isBusy}
              onMark={(one) => void mark(one)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

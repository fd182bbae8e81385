import React from 'react';
import { Link } from 'react-router-dom';
import type { DeskSession } from '../../src/reception/desk-sessions.queries.js';
import type { HomeData } from '../home.js';
import { RowLink } from './desk-list.js';
import { listPath, recordPath } from './links.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';

/** How many came, of how many there is room for. */
function useAttendance({ sessionId, attended, invited, capacity }: DeskSession): string {
  const { t } = usePanel();
  if (sessionId === null) return t('home.notStarted');
  const room = capacity ?? invited;
  return t(room > 0 ? 'home.cameOf' : 'home.came', { came: attended, room });
}

function SessionRow({ session, mayStart }: { session: DeskSession; mayStart: boolean }) {
  const { t } = usePanel();
  const { sessionId, groupId, groupName, coachName, time, state } = session;
  const attendance = useAttendance(session);
  const about = `${groupName} ${time ?? ''}`.trim();
  return (
    <li className={state === 'cancelled' ? 'is-past' : ''}>
      <strong className="studio-desk-time">{time ?? '—'}</strong>
      <span className="studio-desk-who">
        <span className="studio-desk-name">{groupName}</span>
        <span className="studio-desk-note">
          <span>{coachName ?? t('home.noCoach')}</span>
          <span>{attendance}</span>
        </span>
      </span>
      {state === 'cancelled' || state === 'closed' ? (
        <span className="studio-badge">{t(`session.${state}`)}</span>
      ) : null}
      {sessionId === null && mayStart ? (
        <RowLink to={recordPath('Group', groupId, 'startSession')} label={t('home.start')} about={about} />
      ) : null}
      {sessionId === null ? null : (
        <RowLink to={recordPath('GroupTraining', sessionId)} label={t('home.open')} about={about} />
      )}
    </li>
  );
}

/** What takes place today: started, and what the groups' weeks have for today. */
export function TodaysSessions({ home }: { home: HomeData }) {
  const { t } = usePanel();
  const { sessions, may, today } = home;
  const heading = (
    <>
      {t('home.sessions')} <span className="studio-count">{sessions.length}</span>
    </>
  );
  const all = (
    <Link
      className="studio-link"
      to={listPath('GroupTraining', { 'date~~from': today, 'date~~to': today })}
      aria-label={`${t('home.all')}: ${t('home.sessions')}`}
    >
      {t('home.all')}
    </Link>
  );
  const isSomeStarted = sessions.some(({ sessionId }) => sessionId !== null);
  return (
    <Section title={heading} aside={isSomeStarted ? all : undefined}>
      {sessions.length === 0 ? (
        <p className="studio-muted">
          {t(may.start ? 'home.noSessions' : 'home.noSessionsOfYours')}{' '}
          {may.start ? (
            <Link className="studio-link" to={listPath('Group')}>
              {t('home.toGroups')}
            </Link>
          ) : null}
        </p>
      ) : (
        <ul className="studio-desk-list">
          {sessions.map((session) => (
            <SessionRow key={session.sessionId ?? `group-${session.groupId}`} session={session} mayStart={may.start} />
          ))}
        </ul>
      )}
    </Section>
  );
}

import React, { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';
import type { TimetableEntry } from '../../src/trainings/timetable.queries.js';
import { recordPath } from './links.js';
import { usePanel } from './use-panel.js';
import { startPath } from './week-path.js';

const MINUTES_OF_A_DAY = 24 * 60;

/** What the person who looks may do in the timetable. */
export interface WeekRights {
  start: boolean;
  substitute: boolean;
  cancel: boolean;
  create: boolean;
}

interface EntryProps {
  entry: TimetableEntry;
  may: WeekRights;
}

/** "07:30–08:30" */
function hoursOf({ time, durationMinutes }: TimetableEntry): string | null {
  if (time === null) return null;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const end = (hours * 60 + minutes + durationMinutes) % MINUTES_OF_A_DAY;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${time}–${two(Math.floor(end / 60))}:${two(end % 60)}`;
}

function Places({ capacity }: { capacity: number | null }) {
  const { t } = usePanel();
  return capacity === null ? null : <span>{t('timetable.places', { count: capacity })}</span>;
}

/** Who was asked, who said yes, who came, of how many; of what has not begun the places alone. */
function Counts({ entry }: { entry: TimetableEntry }) {
  const { t } = usePanel();
  const { state, invited, joined, attended, group, sessionId } = entry;
  const { capacity } = group;
  if (sessionId === null || state === 'cancelled') {
    return <Places capacity={capacity} />;
  }
  return (
    <>
      {invited > 0 ? (
        <span>
          {t('timetable.asked', { count: invited })} · {t('timetable.joined', { count: joined })}
        </span>
      ) : null}
      {state === 'ahead' && attended === 0 ? (
        <Places capacity={capacity} />
      ) : (
        <span>
          {capacity === null
            ? t('timetable.came', { count: attended })
            : t('timetable.cameOf', { count: attended, capacity })}
        </span>
      )}
    </>
  );
}

interface Step {
  to: string;
  words: string;
}

/** Where one can go from the entry, besides to the session itself. */
function stepsOf({ entry, may }: EntryProps, t: (key: string) => string): Step[] {
  const { sessionId, state, group, date, time } = entry;
  if (sessionId === null) {
    const isStartable = may.start && state !== 'off';
    const start = { to: startPath(group.id, date, time), words: t('timetable.startSession') };
    return [...(isStartable ? [start] : []), { to: recordPath('Group', group.id), words: t('timetable.group') }];
  }
  const step = (action: 'substitute' | 'cancel'): Step[] =>
    may[action] && state !== 'cancelled'
      ? [{ to: recordPath('GroupTraining', sessionId, action), words: t(`timetable.${action}`) }]
      : [];
  const open = { to: recordPath('GroupTraining', sessionId), words: t('timetable.open') };
  return [open, ...step('substitute'), ...step('cancel')];
}

/** What else can be done; going on with the keyboard, Escape or a click elsewhere folds it away. */
function More({ entry, may }: EntryProps) {
  const { t } = usePanel();
  const details = useRef<HTMLDetailsElement>(null);
  const close = (): void => details.current?.removeAttribute('open');
  useEffect(() => {
    const closeOutside = ({ target }: MouseEvent): void => {
      if (target instanceof Node && !details.current?.contains(target)) close();
    };
    document.addEventListener('click', closeOutside);
    return () => document.removeEventListener('click', closeOutside);
  }, []);
  return (
    <details
      ref={details}
      className="studio-entry-more"
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        close();
        details.current?.querySelector('summary')?.focus();
      }}
    >
      <summary aria-label={t('timetable.more', { name: entry.group.name, time: entry.time ?? '' })}>⋯</summary>
      <ul>
        {stepsOf({ entry, may }, t).map(({ to, words }) => (
          <li key={to}>
            <Link to={to}>{words}</Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** One session, or a usual day of a group that has none yet. What is to be started today, or was not, has its button. */
export function WeekEntry({ entry, may, today }: EntryProps & { today: string }) {
  const { t } = usePanel();
  const { sessionId, group, coach, date, time, state } = entry;
  const coachName = coach ? [coach.firstName, coach.lastName].filter(Boolean).join(' ') : t('timetable.noCoach');
  const isDue = may.start && (state === 'missed' || (state === 'planned' && date <= today));
  const start = t(state === 'planned' ? 'timetable.start' : 'timetable.record');
  return (
    <li className={`studio-entry studio-entry-${state}`}>
      <div className="studio-entry-head">
        <strong className="studio-entry-time">{hoursOf(entry) ?? t('timetable.noTime')}</strong>
        <More entry={entry} may={may} />
      </div>
      {sessionId === null ? (
        <strong className="studio-entry-name">{group.name}</strong>
      ) : (
        <Link className="studio-entry-name" to={recordPath('GroupTraining', sessionId)}>
          {group.name}
        </Link>
      )}
      <div className="studio-entry-facts">
        <span className="studio-entry-coach">{coachName}</span>
        <Counts entry={entry} />
      </div>
      <span className={`studio-badge studio-badge-entry-${state}`}>{t(`timetable.state.${state}`)}</span>
      {isDue ? (
        <Link
          className="studio-button studio-button-small"
          to={startPath(group.id, date, time)}
          aria-label={`${start}: ${group.name}, ${time ?? date}`}
        >
          {start}
        </Link>
      ) : null}
    </li>
  );
}

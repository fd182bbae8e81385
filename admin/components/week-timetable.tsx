import React, { useEffect, useRef } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { isoWeekday, parseCalendarDate, type CalendarDate } from '../../src/lib/calendar-date.js';
import type { TimetableWeek } from '../../src/trainings/timetable.queries.js';
import { newPath } from './links.js';
import { LoadFailed, Loading, Page } from './page.js';
import { postAction } from './panel-api.js';
import { useFreshRead } from './use-fresh-read.js';
import { usePanel } from './use-panel.js';
import { WeekEntry, type WeekRights } from './week-entry.js';
import { shiftWeek, weekPath } from './week-path.js';
import { weekdayName } from './weekdays.js';

const EVERY_MS = 60_000;

type Week = TimetableWeek & { may: WeekRights };

/** The arrow keys turn the weeks wherever they are not needed for something else. */
function useArrowKeys(turn: (weeks: number) => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const isTyping =
        event.target instanceof Element && event.target.closest('input, select, textarea, details[open]');
      if (step === undefined || isTyping || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      latest.current(step);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function Bar({
  shown,
  may,
  onTurn,
  onDay,
}: {
  shown: string;
  may: WeekRights | undefined;
  onTurn: (weeks: number) => void;
  onDay: (day?: string) => void;
}) {
  const { t } = usePanel();
  return (
    <div className="studio-week-bar">
      <div className="studio-week-turn" role="group" aria-label={t('timetable.week')}>
        <button className="studio-button" type="button" aria-label={t('timetable.previous')} onClick={() => onTurn(-1)}>
          ←
        </button>
        <button className="studio-button" type="button" onClick={() => onDay()}>
          {t('timetable.today')}
        </button>
        <button className="studio-button" type="button" aria-label={t('timetable.next')} onClick={() => onTurn(1)}>
          →
        </button>
      </div>
      <input
        className="studio-week-day"
        type="date"
        aria-label={t('timetable.toDay')}
        value={shown}
        onChange={({ target }) => parseCalendarDate(target.value) && onDay(target.value)}
      />
      {may?.create ? (
        <Link className="studio-button" to={newPath('GroupTraining')}>
          {t('timetable.new')}
        </Link>
      ) : null}
      <span className="studio-hint studio-week-keys">{t('timetable.keys')}</span>
    </div>
  );
}

function Day({ week, date }: { week: Week; date: CalendarDate }) {
  const { t, language, day } = usePanel();
  const isToday = date === week.today;
  const entries = week.entries.filter((entry) => entry.date === date);
  const closure = week.closures.find(({ startDate, endDate }) => startDate <= date && date <= endDate);
  const classes = ['studio-day', ...(isToday ? ['is-today'] : []), ...(date < week.today ? ['is-past'] : [])];
  return (
    <section className={classes.join(' ')} aria-labelledby={`day-${date}`}>
      <h2 id={`day-${date}`} aria-current={isToday ? 'date' : undefined}>
        <span>{weekdayName(isoWeekday(date), language)}</span> {day(date)}
      </h2>
      {closure ? (
        <p className="studio-day-off">
          {closure.reason ? t('timetable.off', { reason: closure.reason }) : t('timetable.offNoReason')}
        </p>
      ) : null}
      {entries.length === 0 ? <p className="studio-day-empty">{t('timetable.nothing')}</p> : null}
      <ul>
        {entries.map((entry) => (
          <WeekEntry
            key={`${entry.group.id} ${entry.sessionId ?? 'planned'}`}
            entry={entry}
            may={week.may}
            today={week.today}
          />
        ))}
      </ul>
    </section>
  );
}

/** The studio's week: what takes place, what the groups' weeks promise, and how it went. */
export default function WeekTimetable() {
  const { t, days } = usePanel();
  const navigate = useNavigate();
  const asked = parseCalendarDate(new URLSearchParams(useLocation().search).get('day'));
  const { data, hasFailed, reload } = useFreshRead(asked ?? '', EVERY_MS, async () => {
    const target = { resourceId: 'GroupTraining', actionName: 'week' };
    return (await postAction<Week>(target, asked ? { day: asked } : {})).result;
  });
  const shown = asked ?? data?.today ?? '';
  const turn = (weeks: number): void => {
    if (shown) navigate(weekPath(shiftWeek(shown, weeks)));
  };
  useArrowKeys(turn);
  const list = useRef<HTMLDivElement>(null);
  const first = data?.days[0];
  const range = data && days(data.days[0] ?? '', data.days.at(-1) ?? '');
  // On a phone the days stand in one long column: the reader begins with today.
  useEffect(() => {
    const today = list.current?.querySelector('.is-today');
    if (window.innerWidth < 1024) today?.scrollIntoView({ block: 'start' });
  }, [first]);
  return (
    <Page title={range ? t('timetable.titleOf', { days: range }) : t('timetable.title')}>
      <Bar shown={shown} may={data?.may} onTurn={turn} onDay={(day) => navigate(weekPath(day))} />
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data?.entries.length === 0 ? <p className="studio-muted">{t('timetable.empty')}</p> : null}
      {data ? (
        <div className="studio-week" ref={list}>
          {data.days.map((date) => (
            <Day key={date} week={data} date={date} />
          ))}
        </div>
      ) : null}
    </Page>
  );
}

import React from 'react';
import { Link } from 'react-router-dom';
import type { SystemState } from '../../src/system/system.rules.js';
import { listPath } from './links.js';
import { Section } from './page.js';
import { usePanel } from './use-panel.js';

/** What waits to be sent, by kind. */
export function SystemQueue({ queue }: { queue: SystemState['queue'] }) {
  const { t, instant } = usePanel();
  const late = (seconds: number): string =>
    seconds < 120 ? t('system.seconds', { count: seconds }) : t('system.minutes', { count: Math.round(seconds / 60) });
  const pause = queue.pausedUntil ? `, ${t('system.pausedUntil', { at: instant(queue.pausedUntil) })}` : '';
  return (
    <Section title={t('system.queue')}>
      <table className="studio-table">
        <thead>
          <tr>
            <th scope="col">{t('system.class')}</th>
            <th scope="col">{t('system.waiting')}</th>
            <th scope="col">{t('system.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {queue.classes.map(({ name, waiting, overdueSeconds }) => (
            <tr key={name}>
              <th scope="row">{t(`system.classes.${name}`)}</th>
              <td>{waiting}</td>
              <td>{overdueSeconds === 0 ? '—' : late(overdueSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="studio-muted">
        {t('system.pace', { rate: queue.bulkPerSecond })}
        {pause}
      </p>
      {queue.failures > 0 ? (
        <Link className="studio-link" to={listPath('Delivery', { unread: 'true' })}>
          {t('system.failures', { count: queue.failures })}
        </Link>
      ) : null}
    </Section>
  );
}

/** What runs by itself: when last, how it ended, when next. */
export function SystemJobs({ jobs }: { jobs: SystemState['jobs'] }) {
  const { t, instant } = usePanel();
  return (
    <Section title={t('system.jobs')}>
      <table className="studio-table studio-table-cards">
        <thead>
          <tr>
            <th scope="col">{t('system.job')}</th>
            <th scope="col">{t('system.lastRun')}</th>
            <th scope="col">{t('system.result')}</th>
            <th scope="col">{t('system.nextRun')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ name, last, nextAt, failures }) => (
            <tr key={name}>
              <th scope="row">{t(`system.jobNames.${name}`, { defaultValue: name })}</th>
              <td>{last ? instant(last.startedAt) : t('system.never')}</td>
              <td className={last?.status === 'failed' ? 'is-critical' : undefined}>
                {last ? t(`system.results.${last.status}`) : '—'}
                {last?.error ? <code>{last.error}</code> : null}
                {failures > 0 ? <small>{t('system.failedInWeek', { count: failures })}</small> : null}
              </td>
              <td>{nextAt ? instant(nextAt) : t('system.elsewhere')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

import React from 'react';
import { Link } from 'react-router-dom';
import { addDays, parseCalendarDate } from '../../src/lib/calendar-date.js';
import type { Cohort } from '../../src/statistics/cohort.queries.js';
import type { ClientFigures as Figures } from '../../src/statistics/figures.queries.js';
import { monthOf } from '../../src/statistics/range.rules.js';
import { rowsPath } from './figures-address.js';
import { Definition, Definitions } from './figures-definition.js';
import { shareOf, useFigureFormats } from './figures-numbers.js';
import type { Range } from './figures-range.js';
import { Section } from './page.js';

interface ClientsProps {
  clients: Figures;
  range: Range;
}

function Renewals({ clients, range }: ClientsProps) {
  const { t, number, percent } = useFigureFormats();
  const { asOf, today, from, to } = range;
  return (
    <Section
      title={
        <>
          {t('figures.name.renewal')} <Definition of="renewal" />
        </>
      }
    >
      <div className="figures-scroll" tabIndex={0} role="region" aria-label={t('figures.name.renewal')}>
        <table className="studio-table" data-figure="renewal">
          <thead>
            <tr>
              <th scope="col">{t('figures.renewedWithin')}</th>
              <th scope="col">{t('figures.ended')}</th>
              <th scope="col">{t('figures.renewed')}</th>
              <th scope="col">{t('figures.notRenewed')}</th>
              <th scope="col">{t('figures.share')}</th>
              <th scope="col">{t('figures.name.previous')}</th>
            </tr>
          </thead>
          <tbody>
            {clients.renewals.map(({ days, ended, renewed }, place) => {
              const before = clients.previousRenewals[place];
              return (
                <tr key={days}>
                  <th scope="row">{days === 0 ? t('figures.inTime') : t('figures.withinDays', { count: days })}</th>
                  <td>{number(ended)}</td>
                  <td>
                    <Link to={rowsPath(asOf, today, { of: 'renewed', from, to, days })}>{number(renewed)}</Link>
                  </td>
                  <td>
                    <Link to={rowsPath(asOf, today, { of: 'notRenewed', from, to, days })}>
                      {number(ended - renewed)}
                    </Link>
                  </td>
                  <td>
                    <strong>{percent(shareOf(renewed, ended))}</strong>
                  </td>
                  <td>{before ? percent(shareOf(before.renewed, before.ended)) : null}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Churn({ clients, range }: ClientsProps) {
  const { t, number, percent } = useFigureFormats();
  const { asOf, today, from, to } = range;
  const { lost, runningBefore, previousLost, previousRunningBefore } = clients;
  return (
    <Section
      title={
        <>
          {t('figures.name.churn')} <Definition of="churn" />
        </>
      }
    >
      <p className="figures-sentence" data-figure="churn">
        <strong>{percent(shareOf(lost, runningBefore))}</strong>{' '}
        <Link to={rowsPath(asOf, today, { of: 'lost', from, to })}>{t('figures.lostClients', { count: lost })}</Link>{' '}
        {t('figures.ofRunning', { count: number(runningBefore) })}
      </p>
      <p className="studio-muted">
        {t('figures.lostBefore', {
          share: percent(shareOf(previousLost, previousRunningBefore)),
          lost: number(previousLost),
          running: number(previousRunningBefore),
        })}
      </p>
    </Section>
  );
}

/** The month so many months after that of the cohort. */
function laterMonth(month: string, steps: number): string {
  let day = parseCalendarDate(month);
  for (let step = 0; step < steps && day; step += 1) day = addDays(monthOf(day).lastDay, 1);
  return day ?? month;
}

function CohortRow({ cohort, columns, range }: { cohort: Cohort; columns: number; range: Range }) {
  const { number, percent, month } = useFigureFormats();
  const { asOf, today, from, to } = range;
  return (
    <tr>
      <th scope="row">{month(cohort.month)}</th>
      <td>
        <Link to={rowsPath(asOf, today, { of: 'cohort', from, to, month: cohort.month })}>
          {number(cohort.clients)}
        </Link>
      </td>
      {Array.from({ length: columns }, (_, step) => {
        const stayed = cohort.stayed[step];
        if (stayed === undefined || cohort.clients === 0) return <td key={step} />;
        const later = laterMonth(cohort.month, step);
        const share = shareOf(stayed, cohort.clients);
        return (
          <td key={step} className="figures-cohort" style={{ '--figures-share': share } as React.CSSProperties}>
            <Link
              to={rowsPath(asOf, today, { of: 'cohort', from, to, month: cohort.month, later })}
              title={`${month(later)}: ${number(stayed)}`}
            >
              {percent(share)}
            </Link>
          </td>
        );
      })}
    </tr>
  );
}

function Retention({ clients, range }: ClientsProps) {
  const { t } = useFigureFormats();
  const first = clients.cohorts.findIndex((cohort) => cohort.clients > 0);
  const cohorts = first < 0 ? [] : clients.cohorts.slice(first);
  const columns = Math.max(0, ...cohorts.map(({ stayed }) => stayed.length));
  return (
    <Section
      title={
        <>
          {t('figures.name.retention')} <Definition of="retention" />
        </>
      }
    >
      {cohorts.length === 0 ? <p className="studio-muted">{t('figures.noFirst')}</p> : null}
      {cohorts.length > 0 ? (
        <div className="figures-scroll" tabIndex={0} role="region" aria-label={t('figures.name.retention')}>
          <table className="studio-table figures-cohorts" data-figure="retention">
            <caption>{t('figures.cohortCaption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('figures.firstMonth')}</th>
                <th scope="col">{t('figures.clients')}</th>
                {Array.from({ length: columns }, (_, step) => (
                  <th key={step} scope="col">
                    {step === 0 ? t('figures.sameMonth') : `+${step}`}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cohorts.map((cohort) => (
                <CohortRow key={cohort.month} cohort={cohort} columns={columns} range={range} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

/** Who stays and who goes. */
export function ClientFigures(props: ClientsProps) {
  return (
    <>
      <Renewals {...props} />
      <Churn {...props} />
      <Retention {...props} />
      <Definitions of={['renewal', 'churn', 'retention', 'asOf']} />
    </>
  );
}

import { ApiClient } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { ClientFilter } from '../../src/contract/clients.js';
import type { DayStatistics } from '../../src/contract/statistics.js';
import { DayChart } from './day-chart.js';
import { DASHBOARD_PAGE } from '../paths.js';
import { listPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

interface StudioFigures {
  counts: Record<ClientFilter, number>;
  /** By the clients of the list `owing`. */
  owed: string;
  newThisWeek: number;
  days: DayStatistics[];
}

interface DashboardData {
  today: string;
  studio: StudioFigures | null;
}

interface FigureProps {
  label: string;
  value: React.ReactNode;
  to: string;
  isWide?: boolean;
}

function Figure({ label, value, to, isWide }: FigureProps) {
  return (
    <Link className={isWide ? 'studio-figure studio-figure-wide' : 'studio-figure'} to={to}>
      <strong>{value}</strong>
      <span>{label}</span>
    </Link>
  );
}

function Figures({ studio }: { studio: StudioFigures }) {
  const { t, money } = usePanel();
  const { counts, days } = studio;
  const today = days.at(-1);
  return (
    <div className="studio-figures">
      <Figure label={t('dashboard.active')} value={counts.active} to={listPath('Client', { status: 'active' })} />
      <Figure label={t('dashboard.frozen')} value={counts.frozen} to={listPath('Client', { status: 'frozen' })} />
      <Figure label={t('dashboard.expiring')} value={counts.expiring} to={listPath('Client', { status: 'expiring' })} />
      <Figure label={t('dashboard.revenueToday')} value={money(today?.revenue ?? '0.00')} to={listPath('Payment')} />
      <Figure label={t('dashboard.visitsToday')} value={today?.visits ?? 0} to={listPath('Training')} />
      <Figure
        label={t('dashboard.newThisWeek')}
        value={studio.newThisWeek}
        to={listPath('Client', { 'registeredDate~~from': days.at(-7)?.date ?? '' })}
      />
      <Figure
        isWide
        label={counts.owing > 0 ? t('dashboard.owing', { count: counts.owing }) : t('dashboard.nobodyOwes')}
        value={money(studio.owed)}
        to={listPath('Client', { status: 'owing' })}
      />
    </div>
  );
}

function Studio({ studio }: { studio: StudioFigures }) {
  const { t } = usePanel();
  return (
    <>
      <Figures studio={studio} />
      <div className="studio-charts">
        <Section title={t('dashboard.activeChart')}>
          <DayChart
            kind="line"
            days={studio.days}
            values={studio.days.map(({ active }) => active)}
            label={t('dashboard.active')}
          />
        </Section>
        <Section title={t('dashboard.visitsChart')}>
          <DayChart
            kind="bar"
            days={studio.days}
            values={studio.days.map(({ visits }) => visits)}
            label={t('dashboard.visits')}
          />
        </Section>
        <Section title={t('dashboard.revenueChart')}>
          <DayChart
            kind="bar"
            isMoney
            days={studio.days}
            values={studio.days.map(({ revenue }) => Number(revenue))}
            label={t('dashboard.revenue')}
          />
        </Section>
      </div>
    </>
  );
}

/** The studio's figures: what today and the last 30 days look like. */
export default function Dashboard() {
  const { t, day } = usePanel();
  const { data, hasFailed, reload } = useRead('dashboard', async () => {
    const response = await new ApiClient().getPage({ pageName: DASHBOARD_PAGE });
    return response.data as DashboardData;
  });
  return (
    <Page title={t('dashboard.figures')}>
      <p className="studio-muted studio-subtitle">{data ? day(data.today) : ''}</p>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data?.studio ? <Studio studio={data.studio} /> : null}
      {data && !data.studio ? <p className="studio-lead">{t('dashboard.notYours')}</p> : null}
    </Page>
  );
}

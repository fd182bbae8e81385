import { ApiClient } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { ClientFilter } from '../../src/contract/clients.js';
import type { DayStatistics } from '../../src/contract/statistics.js';
import { DayChart } from './day-chart.js';
import { listPath, newPath, recordPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { PhoneLink } from './phone-link.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

interface ExpiringClient {
  id: number;
  firstName: string;
  lastName: string;
  phone: string | null;
  endDate: string | null;
}

interface StudioFigures {
  counts: Record<ClientFilter, number>;
  /** By the clients of the list `owing`. */
  owed: string;
  expiringDays: number;
  newThisWeek: number;
  days: DayStatistics[];
  expiring: ExpiringClient[];
  /** Who asked to be forgotten; told to the owner alone. */
  erasures: { id: number; name: string; requestedAt: string | null }[];
  mayRenew: boolean;
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

function Expiring({ studio }: { studio: StudioFigures }) {
  const { t, day } = usePanel();
  return (
    <Section title={t('dashboard.expiringTitle', { count: studio.expiringDays })}>
      {studio.expiring.length === 0 ? (
        <p className="studio-muted">{t('dashboard.nobodyExpiring')}</p>
      ) : (
        <ul className="studio-people">
          {studio.expiring.map((client) => (
            <li key={client.id}>
              <Link to={recordPath('Client', client.id)}>
                {[client.lastName, client.firstName].filter(Boolean).join(' ')}
              </Link>
              <span className="studio-muted">{t('clients.until', { day: day(client.endDate) })}</span>
              {client.phone ? <PhoneLink phone={client.phone} /> : <span />}
              {studio.mayRenew ? (
                <Link className="studio-button studio-button-small" to={recordPath('Client', client.id, 'renew')}>
                  {t('card.renew')}
                </Link>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Clients who asked to be forgotten: for the owner alone, and only while somebody waits. */
function Erasures({ studio }: { studio: StudioFigures }) {
  const { t, instant } = usePanel();
  if (studio.erasures.length === 0) return null;
  return (
    <div className="studio-warning studio-banner" role="status">
      <strong>{t('dashboard.erasures')}</strong>
      <ul>
        {studio.erasures.map(({ id, name, requestedAt }) => (
          <li key={id}>
            <Link to={recordPath('Client', id)}>{name}</Link>, {instant(requestedAt)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function EmptyStudio() {
  const { t } = usePanel();
  return (
    <Section title={t('dashboard.emptyTitle')}>
      <p className="studio-lead">{t('dashboard.emptyText')}</p>
      <div className="studio-actions">
        <Link className="studio-button studio-button-main" to={newPath('Client')}>
          {t('dashboard.firstClient')}
        </Link>
      </div>
    </Section>
  );
}

function Studio({ studio }: { studio: StudioFigures }) {
  const { t } = usePanel();
  if (studio.counts.all + studio.counts.archived === 0) return <EmptyStudio />;
  return (
    <>
      <Erasures studio={studio} />
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
      <Expiring studio={studio} />
    </>
  );
}

/** The first page: what the studio looks like today, and who has to be asked to renew. */
export default function Dashboard() {
  const { t, day, user } = usePanel();
  const { data, hasFailed, reload } = useRead('dashboard', async () => {
    const response = await new ApiClient().getDashboard();
    return response.data as DashboardData;
  });
  return (
    <Page title={t('dashboard.title', { name: user?.title ?? '' })}>
      <p className="studio-muted studio-subtitle">{data ? day(data.today) : ''}</p>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data?.studio ? <Studio studio={data.studio} /> : null}
      {data && !data.studio ? (
        <Section title={t('dashboard.coachTitle')}>
          <p className="studio-lead">{t('dashboard.coachText')}</p>
          <div className="studio-actions">
            <Link className="studio-button studio-button-main" to={listPath('Client')}>
              {t('dashboard.myClients')}
            </Link>
            <Link className="studio-button" to={listPath('GroupTraining')}>
              {t('dashboard.mySessions')}
            </Link>
          </div>
        </Section>
      ) : null}
    </Page>
  );
}

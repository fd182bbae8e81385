import { ApiClient } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import type { HomeData } from '../home.js';
import { FailureList } from './home-failures.js';
import { BirthdayList, Debtors, Ending, Frozen } from './home-lists.js';
import { TodaysSessions } from './home-sessions.js';
import { newPath, recordPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

/** Clients who asked to be forgotten: for the owner alone, and only while somebody waits. */
function Erasures({ studio }: { studio: NonNullable<HomeData['studio']> }) {
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

function Today({ home, onChanged }: { home: HomeData; onChanged: () => void }) {
  const { studio, may } = home;
  if (studio && studio.counts.all + studio.counts.archived === 0) return <EmptyStudio />;
  return (
    <>
      {studio ? <Erasures studio={studio} /> : null}
      <div className="studio-desk-lists">
        <TodaysSessions home={home} />
        <Ending home={home} />
        <Debtors home={home} />
        <Frozen home={home} />
        <BirthdayList home={home} />
        {studio ? <FailureList failures={studio.failures} mayResolve={may.resolve} onChanged={onChanged} /> : null}
      </div>
    </>
  );
}

/** The first page: who and what has to be dealt with today, each with the next thing to do. */
export default function Home() {
  const { t, day, user } = usePanel();
  const { data, hasFailed, reload } = useRead('home', async () => {
    const response = await new ApiClient().getDashboard();
    return response.data as HomeData;
  });
  return (
    <Page title={t('dashboard.title', { name: user?.title ?? '' })}>
      <p className="studio-muted studio-subtitle">{data ? day(data.today) : ''}</p>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <Today home={data} onChanged={reload} /> : null}
    </Page>
  );
}

import { ApiClient } from 'adminjs';
import React from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import type { DashboardAnswer } from '../dashboard.js';
import { DASHBOARD_PAGE } from '../paths.js';
import { figuresPath, VIEWS, type FiguresAddress } from './figures-address.js';
import { ClientFigures } from './figures-clients.js';
import { CoachFigures } from './figures-coaches.js';
import { OverviewFigures } from './figures-overview.js';
import { RangeBar, type Range } from './figures-range.js';
import { RevenueFigures } from './figures-revenue.js';
import { FigureRows } from './figures-rows.js';
import { LoadFailed, Loading, Page, ProblemBox } from './page.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

function Views({ address }: { address: FiguresAddress }) {
  const { t } = usePanel();
  const open = address.get('view') ?? 'overview';
  return (
    <nav className="figures-views" aria-label={t('figures.views')}>
      {VIEWS.map((view) => (
        <Link
          key={view}
          to={figuresPath(address, { view: view === 'overview' ? null : view })}
          aria-current={view === open ? 'page' : undefined}
        >
          {t(`figures.view.${view}`)}
        </Link>
      ))}
    </nav>
  );
}

function Content({ answer, address }: { answer: DashboardAnswer; address: FiguresAddress }) {
  const { studio, revenue, clients, coaches, rows, range } = answer;
  return (
    <>
      {studio ? <OverviewFigures studio={studio} range={range} address={address} /> : null}
      {revenue ? <RevenueFigures revenue={revenue} range={range} /> : null}
      {clients ? <ClientFigures clients={clients} range={range} /> : null}
      {coaches ? <CoachFigures coaches={coaches} range={range} /> : null}
      {rows ? <FigureRows rows={rows} range={range} address={address} /> : null}
    </>
  );
}

/** As everything was on a day of the past: said loudly, lest it be taken for today. */
function PastNote({ range, address }: { range: Range; address: FiguresAddress }) {
  const { t, day } = usePanel();
  if (range.asOf >= range.today) return null;
  return (
    <p className="studio-note figures-past" role="status">
      {t('figures.asOfDay', { day: day(range.asOf) })}{' '}
      <Link to={figuresPath(address, { asOf: null })}>{t('figures.backToToday')}</Link>
    </p>
  );
}

/** The studio's figures for any days, as known on any day. */
export default function Dashboard() {
  const { t, days, user } = usePanel();
  const { search } = useLocation();
  const navigate = useNavigate();
  const address = new URLSearchParams(search);
  const isOwn = user?.role === 'coach';
  const isRows = address.get('view') === 'rows';
  const { data, hasFailed, reload } = useRead(search, async () => {
    const response = await new ApiClient().getPage({
      pageName: DASHBOARD_PAGE,
      params: Object.fromEntries(address),
    });
    return { search, answer: response.data as DashboardAnswer };
  });
  const answer = data?.answer;
  return (
    <Page title={isOwn ? t('figures.own') : t('dashboard.figures')}>
      {isRows ? (
        <button className="studio-link figures-back" type="button" onClick={() => navigate(-1)}>
          ← {t('back')}
        </button>
      ) : null}
      {answer && !isRows ? <RangeBar address={address} range={answer.range} /> : null}
      {isOwn || isRows ? null : <Views address={address} />}
      {answer ? <p className="figures-printed">{days(answer.range.from, answer.range.to)}</p> : null}
      {answer ? <PastNote range={answer.range} address={address} /> : null}
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!answer && !hasFailed ? <Loading /> : null}
      <ProblemBox problem={answer?.problem ?? null} />
      {answer ? (
        <div className="figures-content" aria-busy={data?.search !== search}>
          <Content answer={answer} address={address} />
        </div>
      ) : null}
    </Page>
  );
}

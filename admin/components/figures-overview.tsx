import React from 'react';
import { Link } from 'react-router-dom';
import { parseCalendarDate } from '../../src/lib/calendar-date.js';
import type { Overview } from '../../src/statistics/figures.queries.js';
import { GROUPINGS, usualGrouping } from '../../src/statistics/range.rules.js';
import { DayChart } from './day-chart.js';
import { pathBehind, type FiguresAddress } from './figures-address.js';
import { Definition, Definitions } from './figures-definition.js';
import { centsOf, useFigureFormats } from './figures-numbers.js';
import { GroupingChoice, type Range } from './figures-range.js';
import { bucketsOf, isPresence, SERIES, type Bucket, type Series } from './figures-series.js';
import { Tile } from './figures-tile.js';
import { Section } from './page.js';

interface OverviewProps {
  studio: Overview;
  range: Range;
  address: FiguresAddress;
}

function Tiles({ studio, range }: OverviewProps) {
  const { t, cents, day } = useFigureFormats();
  const { totals, previous, standing, before } = studio;
  const behind = (figure: Parameters<typeof pathBehind>[0]) =>
    pathBehind(figure, range.from, range.to, range.asOf, range.today);
  const counted = ['visits', 'payments', 'misses', 'newClients'] as const;
  const perClient = (amount: string | null) => (amount === null ? null : centsOf(amount));
  return (
    <div className="figures-tiles">
      <Tile
        figure="revenue"
        value={centsOf(totals.revenue)}
        before={centsOf(previous.revenue)}
        format={cents}
        to={behind('revenue')}
      />
      {counted.map((figure) => (
        <Tile key={figure} figure={figure} value={totals[figure]} before={previous[figure]} to={behind(figure)} />
      ))}
      <Tile
        figure="revenuePerClient"
        value={perClient(studio.revenuePerClient) ?? 0}
        {...(studio.revenuePerClient === null ? { text: '—' } : {})}
        before={perClient(studio.previousRevenuePerClient)}
        format={cents}
        to={behind('revenue')}
      />
      <Tile figure="active" value={standing.active} before={before.active} to={behind('active')} />
      <Tile figure="frozen" value={standing.frozen} before={before.frozen} to={behind('frozen')} />
      <Tile
        figure="expiring"
        value={standing.expiring}
        to={behind('expiring')}
        note={t('figures.onDay', { day: day(standing.day) })}
      />
      <Tile
        figure="owed"
        value={centsOf(standing.owed)}
        format={cents}
        to={behind('owed')}
        note={t('figures.owedBy', { count: standing.debtors })}
      />
    </div>
  );
}

interface SeriesProps {
  buckets: readonly Bucket[];
  nameOf: (bucket: Bucket) => string;
}

/** What a chart shows, said in a sentence: the sum or the average, the most and the least. */
function useSummary({ buckets, nameOf }: SeriesProps): (series: Series, write: (value: number) => string) => string {
  const { t } = useFigureFormats();
  return (series, write) => {
    const values = buckets.map((bucket) => bucket.values[series]);
    const sum = values.reduce((total, value) => total + value, 0);
    const most = buckets[values.indexOf(Math.max(...values))];
    const least = buckets[values.indexOf(Math.min(...values))];
    if (!most || !least) return '';
    if (most.values[series] === least.values[series]) {
      return t('figures.summary.even', { value: write(most.values[series]) });
    }
    return t(isPresence(series) ? 'figures.summary.presence' : 'figures.summary.sum', {
      sum: write(sum),
      average: write(Math.round(sum / values.length)),
      most: write(most.values[series]),
      mostOn: nameOf(most),
      least: write(least.values[series]),
      leastOn: nameOf(least),
    });
  };
}

function Charts({ buckets, nameOf }: SeriesProps) {
  const { t, number, cents } = useFigureFormats();
  const summary = useSummary({ buckets, nameOf });
  return (
    <div className="figures-charts">
      {SERIES.map((series) => {
        const write = series === 'revenue' ? cents : number;
        return (
          <figure key={series} className="studio-section">
            <h2>
              {t(`figures.name.${series}`)} <Definition of={series} />
            </h2>
            <DayChart
              kind={isPresence(series) ? 'line' : 'bar'}
              labels={buckets.map(nameOf)}
              values={buckets.map(({ values }) => values[series])}
              format={write}
              unit={series === 'revenue' ? 100 : 1}
            />
            <figcaption>{summary(series, write)}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/** The same numbers as all the charts, to be read, copied and printed; each opens the rows behind it. */
function Numbers({ buckets, nameOf, range }: SeriesProps & { range: Range }) {
  const { t, number, cents } = useFigureFormats();
  const cell = (bucket: Bucket, series: Series) => {
    const text = series === 'revenue' ? cents(bucket.values[series]) : number(bucket.values[series]);
    // Of an average there are no rows.
    const hasRows = bucket.values[series] !== 0 && (!isPresence(series) || bucket.from === bucket.to);
    const to = hasRows ? pathBehind(series, bucket.from, bucket.to, range.asOf, range.today) : null;
    return to === null ? text : <Link to={to}>{text}</Link>;
  };
  return (
    <details className="figures-numbers" open={buckets.length <= 1}>
      <summary>{t('figures.asTable')}</summary>
      <div className="figures-scroll" tabIndex={0} role="region" aria-label={t('figures.asTable')}>
        <table className="studio-table">
          <thead>
            <tr>
              <th scope="col">{t('figures.days')}</th>
              {SERIES.map((series) => (
                <th key={series} scope="col">
                  {t(`figures.name.${series}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {buckets.map((bucket) => (
              <tr key={bucket.from}>
                <th scope="row">{nameOf(bucket)}</th>
                {SERIES.map((series) => (
                  <td key={series}>{cell(bucket, series)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The studio in the period: its totals beside those before, its curves, and the numbers they are drawn from. */
export function OverviewFigures(props: OverviewProps) {
  const { studio, range, address } = props;
  const { t, days, day, month } = useFigureFormats();
  const [from, to] = [parseCalendarDate(range.from), parseCalendarDate(range.to)];
  const asked = GROUPINGS.find((known) => known === address.get('by'));
  const by = asked ?? (from && to ? usualGrouping(from, to) : 'day');
  const buckets = bucketsOf(studio.days, by);
  const nameOf = (bucket: Bucket): string => {
    if (by === 'month') return month(bucket.from);
    return by === 'day' ? day(bucket.from) : days(bucket.from, bucket.to);
  };
  return (
    <>
      <Tiles {...props} />
      <Section
        title={
          <>
            {t('figures.course')} <Definition of="previous" />
          </>
        }
        aside={<GroupingChoice address={address} range={range} />}
      >
        <p className="studio-muted">
          {t('figures.comparedWith', { days: days(studio.previous.from, studio.previous.to) })}
        </p>
      </Section>
      <Charts buckets={buckets} nameOf={nameOf} />
      <Numbers buckets={buckets} nameOf={nameOf} range={range} />
      <Definitions of={[...SERIES, 'expiring', 'owed', 'revenuePerClient', 'previous', 'asOf']} />
    </>
  );
}

import type { Figure } from '../../src/statistics/figure-definitions.js';
import type { RowKind } from '../../src/statistics/figure-rows.queries.js';
import { DASHBOARD_PAGE } from '../paths.js';
import { listPath, pagePath } from './links.js';

export const VIEWS = ['overview', 'revenue', 'clients', 'coaches'] as const;
export type View = (typeof VIEWS)[number];

/** What the page's address says, as it is written there: the server reads the same. */
export type FiguresAddress = URLSearchParams;

/** The names that stay when one goes from one part of the figures to another. */
const KEPT = ['range', 'from', 'to', 'asOf', 'by'];

/** The page with some parts of its address changed; null takes a part out. */
export function figuresPath(address: FiguresAddress, changes: Record<string, string | null>): string {
  const next = new URLSearchParams();
  for (const name of KEPT) if (address.has(name)) next.set(name, address.get(name) ?? '');
  const view = address.get('view');
  if (view && view !== 'rows') next.set('view', view);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return `${pagePath(DASHBOARD_PAGE)}${next.size > 0 ? `?${next.toString()}` : ''}`;
}

export interface RowsLink {
  of: RowKind;
  from: string;
  to: string;
  days?: number;
  planId?: number | null;
  method?: string;
  month?: string;
  later?: string;
}

/** The rows behind a number. The period of the dashboard itself stays in the address, for the way back. */
export function rowsPath(asOf: string, today: string, { planId, days, ...link }: RowsLink): string {
  const parts = new URLSearchParams({ view: 'rows', ...link });
  if (asOf !== today) parts.set('asOf', asOf);
  if (days !== undefined) parts.set('days', String(days));
  if (planId !== undefined) parts.set('planId', planId === null ? 'none' : String(planId));
  return `${pagePath(DASHBOARD_PAGE)}?${parts.toString()}`;
}

/** Where the rows behind a day's or a period's number are: a list of the panel's own where one has exactly these. */
export function pathBehind(figure: Figure, from: string, to: string, asOf: string, today: string): string | null {
  switch (figure) {
    case 'visits':
      return listPath('Training', { 'date~~from': from, 'date~~to': to });
    case 'payments':
      return listPath('Payment', { 'saleDate~~from': from, 'saleDate~~to': to });
    case 'active':
    case 'frozen':
    case 'expiring':
    case 'misses':
    case 'newClients':
    case 'revenue':
      return rowsPath(asOf, today, { of: figure, from, to });
    case 'owed':
      return rowsPath(asOf, today, { of: 'owing', from, to });
    default:
      return null;
  }
}

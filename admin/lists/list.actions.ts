import type { ActionContext, ActionRequest, BaseRecord } from 'adminjs';
import { seesAll, seesMoney } from '../access.js';
import { rowJson } from '../lean-record.js';
import { resourceAction, type ActionCall, type PanelAction } from '../panel-action.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { isPanelUser, panelUserOf } from '../panel-user.js';
import { parseId } from '../resource-filters.js';
import type { StudioResource } from '../studio-resource.js';
import { bulkAction } from './bulk.js';
import { readListQuery, type AskedFilter } from './list-query.js';
import { shapeOf, type ResourceLists } from './list-parts.js';
import type { ListSummary } from './list-shape.js';
import { viewActions } from './view.actions.js';

/** A list's page, and what stands around its rows: the tabs' counts and the sums. */
export function listActions(
  resource: StudioResource,
  { store, savedViews }: Pick<PanelDependencies, 'store' | 'savedViews'>,
): Record<string, PanelAction> {
  const { definition } = resource;
  return {
    list: {
      component: 'ResourceList',
      showFilter: false,
      custom: shapeOf(definition),
      handler: (request, _response, context) => readPage(resource, request, context),
    },
    summary: resourceAction({ read: (call) => readSummary(resource, call) }),
    bulk: bulkAction(resource, store),
    ...viewActions(resource.id(), savedViews),
  };
}

async function readPage(resource: StudioResource, request: ActionRequest, context: ActionContext) {
  const { filters, sort, page, perPage, knownTotal } = readListQuery((request.query ?? {}) as Record<string, unknown>);
  const user = isPanelUser(context.currentAdmin) ? context.currentAdmin : null;
  const readRecords = async (): Promise<BaseRecord[]> => {
    const rows = await resource.rows.page(filters, user, { sort, limit: perPage, offset: (page - 1) * perPage });
    const found = await resource.toRecords(rows, context);
    await addReferences(resource, found, context);
    return found;
  };
  // Turning a page counts nothing anew.
  const [records, total] = await Promise.all([readRecords(), knownTotal ?? countOf(resource, filters, context)]);
  return {
    meta: { total, perPage, page, sortBy: sort.sortBy, direction: sort.direction },
    records: records.map((record) => rowJson(record, context.currentAdmin)),
  };
}

async function countOf(resource: StudioResource, filters: readonly AskedFilter[], context: ActionContext) {
  const user = isPanelUser(context.currentAdmin) ? context.currentAdmin : null;
  const kept = user && (await resource.definition.lists?.keptTotal?.(filters, user));
  return kept ?? resource.rows.count(filters, user);
}

/** The titles of the records that shown columns refer to; one statement for each kind of record. */
export async function addReferences(
  resource: StudioResource,
  records: readonly BaseRecord[],
  context: ActionContext,
  paths: readonly string[] = [...resource.definition.list, ...(resource.definition.named ?? [])],
): Promise<void> {
  for (const path of paths) {
    const reference = resource.property(path)?.reference();
    if (!reference) continue;
    const ids = records.map((record) => record.get(path) as number | null).filter((id) => id !== null);
    const found = ids.length === 0 ? [] : await context._admin.findResource(reference).findMany(ids, context);
    const byId = new Map(found.map((record) => [String(record.id()), record]));
    for (const record of records) record.populate(path, byId.get(String(record.get(path))) ?? null);
  }
}

async function readSummary(resource: StudioResource, { query, user, context }: ActionCall): Promise<ListSummary> {
  const { lists } = resource.definition;
  const { filters } = readListQuery(query);
  return {
    counts: await countTabs(resource, lists, filters, context),
    totals: lists?.totals && seesMoney(user.role) ? await resource.rows.totals(lists.totals, filters, user) : null,
    names: await namesOf(resource, filters, context),
  };
}

async function countTabs(
  resource: StudioResource,
  lists: ResourceLists | undefined,
  filters: readonly AskedFilter[],
  context: ActionContext,
): Promise<Record<string, number> | null> {
  const user = panelUserOf(context.currentAdmin);
  const { tabs } = lists ?? {};
  if (!tabs) return null;
  if (!tabs.counts) return resource.rows.tabCounts(tabs, filters, user);
  // What is kept is about the whole studio: a part of it has no numbers rather than wrong ones.
  const isWhole = seesAll(user.role) && filters.every(({ path }) => path === tabs.path);
  return isWhole ? tabs.counts() : null;
}

/** What the chosen records of the filters are called, by the filters' paths. */
async function namesOf(
  resource: StudioResource,
  filters: readonly AskedFilter[],
  context: ActionContext,
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { path, value } of filters) {
    const reference = resource.property(path)?.reference();
    const id = parseId(value);
    if (!reference || id === null) continue;
    const [record] = await context._admin.findResource(reference).findMany([id], context);
    if (record) names[path] = record.toJSON(context.currentAdmin).title;
  }
  return names;
}

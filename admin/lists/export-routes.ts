import { setImmediate as breathe } from 'node:timers/promises';
import type AdminJS from 'adminjs';
import type { ActionContext } from 'adminjs';
import express, { type Request, type Response, type Router } from 'express';
import { DomainError } from '../../src/errors/domain-error.js';
import { SHEET_FORMATS, sheetWriter, type SheetFormat } from '../../src/exports/sheet-writer.js';
import { mayTake } from '../access.js';
import { problemOf } from '../domain-refusal.js';
import type { PanelDependencies } from '../panel-dependencies.js';
import { actorOf, senderOf, type PanelUser } from '../panel-user.js';
import { settled } from '../security/settled.js';
import { StudioResource } from '../studio-resource.js';
import { exportColumns, exportedPaths, listTitle } from './export-columns.js';
import { frame, lastFrame } from './export-frames.js';
import { addReferences } from './list.actions.js';
import { readListQuery, type ListQuery } from './list-query.js';

/** The ids of so many rows are held in memory while their file is made. */
export const MOST_EXPORTED = 200_000;
const ROWS_AT_ONCE = 500;

interface Export {
  resource: StudioResource;
  format: SheetFormat;
  asked: ListQuery;
  user: PanelUser;
  context: ActionContext;
}

/** `POST /lists/<resource>/export?format=csv|xlsx&<the list's address>`: what is filtered, as a file in frames. */
export function exportRoutes(admin: AdminJS, { listExports }: PanelDependencies): Router {
  const router = express.Router();
  router.post('/lists/:resource/export', async (request, response): Promise<void> => {
    const wanted = readExport(admin, request);
    if (!wanted) {
      response.status(404).json({ code: 'not_found' });
      return;
    }
    const { resource, asked, format, user } = wanted;
    const ids = await resource.rows.ids(asked.filters, user, asked.sort, MOST_EXPORTED + 1);
    if (ids.length > MOST_EXPORTED) {
      response.json({ problem: problemOf(new DomainError('payload_too_large'), user.language) });
      return;
    }
    const filters = asked.filters.map(({ path }) => path).sort();
    await listExports.record({ resource: resource.id(), format, rows: ids.length, filters }, actorOf(user));
    await send(response, wanted, ids);
  });
  return router;
}

function readExport(admin: AdminJS, request: Request): Export | null {
  const user = senderOf(request);
  const { resource: name = '', format } = { ...request.params, format: request.query.format };
  const isFormat = (value: unknown): value is SheetFormat => SHEET_FORMATS.some((known) => known === value);
  if (!mayTake(user, String(name), 'export') || !isFormat(format)) return null;
  const resource = admin.resources.find((one) => one.id() === name);
  if (!(resource instanceof StudioResource)) return null;
  const context = { _admin: admin, currentAdmin: user } as unknown as ActionContext;
  return { resource, format, asked: readListQuery(request.query), user, context };
}

/** Some hundred rows at a time, and everybody else's requests in between; stops as soon as nobody waits for it. */
async function send(response: Response, wanted: Export, ids: readonly number[]): Promise<void> {
  const { resource, format, user } = wanted;
  const columns = exportColumns(resource, user);
  const writer = sheetWriter(format, listTitle(resource.id(), user.language), user.language);
  // Not to be compressed on the way, or the page would hear of it only at the end.
  response.set({ 'Content-Type': 'application/octet-stream', 'Cache-Control': 'no-store, no-transform' });
  response.write(frame(ids.length));
  await pass(response, frame(0, writer.begin(columns.map(({ title }) => title))));
  for (let from = 0; from < ids.length && !response.destroyed; from += ROWS_AT_ONCE) {
    const some = ids.slice(from, from + ROWS_AT_ONCE);
    const records = await readRecords(wanted, some);
    const bytes = writer.rows(records.map((record) => columns.map((column) => column.cell(record))));
    await pass(response, frame(from + some.length, bytes));
    await breathe();
  }
  response.write(frame(ids.length, writer.end()));
  response.end(lastFrame());
}

async function readRecords({ resource, user, context }: Export, ids: readonly number[]) {
  const rows = await resource.rows.byIds(ids, user);
  const byId = new Map(rows.map((row) => [Number(row.id), row]));
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  const records = await resource.toRecords(inOrder, context);
  await addReferences(resource, records, context, exportedPaths(resource));
  return records;
}

/** Waits for a slow reader, so that the file is not heaped up here. */
async function pass(response: Response, bytes: Uint8Array): Promise<void> {
  if (response.write(bytes) || response.destroyed) return;
  await settled((done) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      done();
    };
    response.on('drain', go).on('close', go);
  });
}

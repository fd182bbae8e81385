import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { BackupError } from './backup-error.js';
import { FingerprintSum, isSame } from './fingerprint.js';
import type { PortableRow } from './portable-values.rules.js';
import type { Progress, Snapshot, Table } from './snapshot.js';

/**
 * A backup is gzipped JSON, one value a line: a head; per table its rows as arrays, and an object with their count and
 * checksum; a last object that says that all is there.
 */
const FORMAT = 'studio-crm-backup 1';

const headSchema = z.object({
  format: z.literal(FORMAT),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(
        z.object({
          name: z.string(),
          kind: z.enum(['whole', 'decimal', 'instant', 'date', 'text', 'bytes']),
          scale: z.number(),
        }),
      ),
      nextId: z.number().nullable(),
    }),
  ),
});
const rowSchema = z.array(z.union([z.string(), z.number(), z.null()]));
const endSchema = z.object({ end: z.string(), rows: z.number(), checksum: z.string() });
const COMPLETE = JSON.stringify({ complete: true });

/** Readable by its owner alone: it has everybody's names, phones and payments. */
const FILE_MODE = 0o600;

/** Writes a whole backup; the file is half of one until this resolves. */
export async function writeBackup(file: string, snapshot: Snapshot, now: Date, progress: Progress): Promise<void> {
  const target = createWriteStream(file, { mode: FILE_MODE, flush: true });
  await pipeline(Readable.from(linesOf(snapshot, now, progress)), createGzip({ level: 6 }), target);
}

async function* linesOf(snapshot: Snapshot, now: Date, progress: Progress): AsyncGenerator<string> {
  const { migrations, tables } = snapshot;
  yield `${JSON.stringify({ format: FORMAT, createdAt: now.toISOString(), migrations, tables })}\n`;
  for (const table of tables) {
    const sum = new FingerprintSum();
    let lines = '';
    for await (const row of snapshot.rows(table)) {
      sum.add(row);
      lines += `${JSON.stringify(row)}\n`;
      if (lines.length < 100_000) continue;
      yield lines;
      lines = '';
    }
    yield `${lines}${JSON.stringify({ end: table.name, ...sum.result() })}\n`;
    progress(table.name, sum.result().rows);
  }
  yield `${COMPLETE}\n`;
}

/** A backup as a snapshot to load from. Reading throws `BackupError` as soon as something is not as it was written. */
export async function withBackup<T>(file: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  if (!existsSync(file)) throw new BackupError('file_missing', { file });
  const reader = new BackupReader(file);
  try {
    const { migrations, tables } = await reader.head();
    return await work({ migrations, tables, rows: (table) => reader.rows(table, table === tables.at(-1)) });
  } finally {
    await reader.close();
  }
}

/** Reads a backup to its end. Throws `BackupError` unless all of it is as it was written. */
export async function checkBackup(file: string, progress: Progress): Promise<void> {
  await withBackup(file, async ({ tables, rows }) => {
    for (const table of tables) {
      let count = 0;
      for await (const _row of rows(table)) count += 1;
      progress(table.name, count);
    }
  });
}

/** The lines of a gzipped text; throws at the first byte that is not as it was written. */
async function* linesIn(file: string): AsyncGenerator<string, undefined> {
  const unpacked = createGunzip().setEncoding('utf8');
  const source = createReadStream(file).on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let rest = '';
  for await (const chunk of unpacked) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

class BackupReader {
  private readonly lines: AsyncGenerator<string, undefined>;

  constructor(private readonly file: string) {
    this.lines = linesIn(file);
  }

  async head(): Promise<z.output<typeof headSchema>> {
    const head = headSchema.safeParse(parse(await this.line()));
    if (!head.success) throw new BackupError('not_a_backup', { file: this.file });
    return head.data;
  }

  async *rows(table: Table, isLast: boolean): AsyncGenerator<PortableRow> {
    const sum = new FingerprintSum();
    for (;;) {
      const value = parse(await this.line());
      const row = rowSchema.safeParse(value);
      if (!row.success) {
        this.requireEnd(table, value, sum);
        break;
      }
      sum.add(row.data);
      yield row.data;
    }
    if (isLast && (await this.line()) !== COMPLETE) throw new BackupError('damaged', { reason: 'its end is missing' });
  }

  async close(): Promise<void> {
    await this.lines.return(undefined);
  }

  private requireEnd({ name }: Table, value: unknown, sum: FingerprintSum): void {
    const end = endSchema.safeParse(value);
    if (!end.success || end.data.end !== name) {
      throw new BackupError('damaged', { reason: `${name} breaks off` });
    }
    if (!isSame(end.data, sum.result())) throw new BackupError('damaged', { reason: `the checksum of ${name}` });
  }

  /** null: there are no more, or they can't be unpacked. */
  private async line(): Promise<string | null> {
    try {
      return (await this.lines.next()).value ?? null;
    } catch {
      return null;
    }
  }
}

function parse(line: string | null): unknown {
  try {
    return line === null ? null : JSON.parse(line);
  } catch {
    return null;
  }
}

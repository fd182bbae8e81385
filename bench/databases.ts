import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** An empty database of the benchmark's own. */
export interface BenchDatabase {
  url: string;
  drop(): Promise<void>;
}

export async function createSqlite(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'studio-bench-'));
  return { url: `sqlite:${join(folder, 'bench.sqlite')}`, drop: async () => rmSync(folder, { recursive: true }) };
}

export async function createOnServer(serverUrl: string): Promise<BenchDatabase> {
  const name = `studio_bench_${process.pid}`;
  await onServer(serverUrl, 'CREATE DATABASE ?? CHARACTER SET utf8mb4', name);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(serverUrl, 'DROP DATABASE ??', name) };
}

async function onServer(serverUrl: string, statement: string, name: string): Promise<void> {
  const connection = await createConnection(serverUrl);
  try {
    await connection.query(statement, [name]);
  } finally {
    await connection.end();
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { GROWTH_LIMIT } from './cases.js';
import type { BenchResult, CaseResult, SizeResult } from './results.js';

const FOLDER = 'bench/results';

/** Prints the tables and keeps the numbers as JSON. */
export function report(result: BenchResult): void {
  const { database, node, cpu, runs, sizes } = result;
  print(
    `${database}, Node ${node}, ${cpu}; median and 95th percentile of ${runs} runs or more, in milliseconds; ratio: the median of each run's`,
  );
  for (const size of sizes) printSize(size);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (smallest && largest && smallest !== largest) printGrowth(smallest, largest);
  mkdirSync(FOLDER, { recursive: true });
  const file = `${FOLDER}/${database}.json`;
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  print(`\nwritten to ${file}`);
}

function printSize({ clients, filled, measured, rebuild }: SizeResult): void {
  print(`\n${count(clients)} clients, ${count(filled.payments)} payments (filled in ${filled.seconds.toFixed(0)} s)`);
  printTable(
    ['', 'median', 'p95', 'floor', 'p95', 'ratio', 'limit', '', 'the floor'],
    measured.cases.map((one) => [
      one.name,
      ms(one.product.medianMs),
      ms(one.product.p95Ms),
      ms(one.floor.medianMs),
      ms(one.floor.p95Ms),
      one.ratio.toFixed(2),
      one.limit?.toFixed(1) ?? '',
      verdict(one.ratio, one.limit),
      one.floor.name,
    ]),
  );
  const { openedMb, servedMb, peakMb } = measured;
  print(`memory ${mb(openedMb)} when opened, ${mb(servedMb)} after all this, ${mb(peakMb)} at most`);
  print(
    `counting everyone anew: ${rebuild.seconds.toFixed(1)} s, memory ${mb(rebuild.openedMb)} → ${mb(rebuild.peakMb)} at most`,
  );
}

function printGrowth(smallest: SizeResult, largest: SizeResult): void {
  print(`\ngrowth from ${count(smallest.clients)} to ${count(largest.clients)} clients`);
  const flat = largest.measured.cases.filter(({ isFlat }) => isFlat);
  const before = (name: string): CaseResult | undefined => smallest.measured.cases.find((one) => one.name === name);
  printTable(
    ['', 'from', 'to', 'growth', 'floor', 'limit', ''],
    flat.map(({ name, product, floor }) => {
      const growth = product.medianMs / (before(name)?.product.medianMs ?? NaN);
      const ofFloor = floor.medianMs / (before(name)?.floor.medianMs ?? NaN);
      const from = ms(before(name)?.product.medianMs ?? NaN);
      const cells = [growth.toFixed(2), ofFloor.toFixed(2), GROWTH_LIMIT.toFixed(1), verdict(growth, GROWTH_LIMIT)];
      return [name, from, ms(product.medianMs), ...cells];
    }),
  );
}

function verdict(value: number, limit: number | null): string {
  return limit === null ? '' : value <= limit ? 'ok' : 'above';
}

function printTable(head: readonly string[], rows: readonly string[][]): void {
  const all = [head, ...rows];
  const widths = head.map((_, place) => Math.max(...all.map((row) => (row[place] ?? '').length)));
  for (const row of all) {
    const cells = row.map((cell, place) =>
      place === 0 || place === 8 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0),
    );
    print(cells.join('  ').trimEnd());
  }
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 3 : 1);
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

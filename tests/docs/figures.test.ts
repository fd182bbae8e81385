import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { enFigures } from '../../admin/locale/en-figures.js';
import { ruFigures } from '../../admin/locale/ru-figures.js';
import { FIGURE_DEFINITIONS, FIGURES } from '../../src/statistics/figure-definitions.js';

it('defines every figure in both languages, and in the docs word for word', () => {
  const docs = readFileSync(path.resolve(import.meta.dirname, '../../docs/figures.md'), 'utf8');
  const rows = docs
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, name, text]) => [name, text])).toEqual(
    FIGURES.map((figure) => [enFigures.name[figure], FIGURE_DEFINITIONS.en[figure]]),
  );
  for (const figure of FIGURES) {
    expect(FIGURE_DEFINITIONS.ru[figure]).toMatch(/^[А-ЯЁ][^A-Za-z]+\.$/);
    expect(ruFigures.name[figure]).toMatch(/^[А-ЯЁ]/);
  }
});

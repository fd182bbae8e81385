import { useTranslation, type ResourceJSON } from 'adminjs';
import React from 'react';
import type { ListShape } from '../lists/list-shape.js';
import { filterPath } from './list-address.js';
import { filterShapeOf, propertyOf, useListWords } from './list-words.js';
import type { List } from './use-list.js';
import { usePanel } from './use-panel.js';

interface ListChipsProps {
  resource: ResourceJSON;
  shape: ListShape;
  list: List;
}

interface Chip {
  path: string;
  words: string;
}

/** What the list is narrowed to, besides its tab and its search; each goes by one press. */
export function ListChips({ resource, shape, list }: ListChipsProps) {
  const { t } = usePanel();
  const chips = useChips(resource, shape, list);
  if (chips.length === 0) return null;
  const without = (paths: readonly string[]): void => {
    const names = Object.keys(list.address.filters).filter((name) => paths.includes(filterPath(name)));
    list.filter(Object.fromEntries(names.map((name) => [name, ''])));
  };
  return (
    <ul className="studio-chips" aria-label={t('lists.narrowedTo')}>
      {chips.map(({ path, words }) => (
        <li key={path}>
          <span>{words}</span>
          <button type="button" aria-label={t('lists.removeFilter', { filter: words })} onClick={() => without([path])}>
            ×
          </button>
        </li>
      ))}
      {chips.length > 1 ? (
        <li className="studio-chips-all">
          <button type="button" className="studio-link" onClick={() => without(chips.map(({ path }) => path))}>
            {t('lists.removeAll')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function useChips(resource: ResourceJSON, shape: ListShape, list: List): Chip[] {
  const { t, day, money } = usePanel();
  const { i18n } = useTranslation();
  const { label, choice } = useListWords(resource);
  const { filters } = list.address;
  const isTab = (path: string): boolean => path === shape.tabs?.path && shape.tabs.values.includes(filters[path] ?? '');
  const paths = [...new Set(Object.keys(filters).map(filterPath))].filter(
    (path) => path !== shape.search && !isTab(path),
  );
  const words = (path: string): string => {
    const sentence = `panel.filter.${path}`;
    if (i18n.exists(sentence)) return t(`filter.${path}`, { day: day(filters[path]) });
    if (filters[`${path}~~empty`] === 'true') return `${label(path)}: ${t('lists.empty')}`;
    const property = propertyOf(resource, path);
    const kind = property ? filterShapeOf(property).kind : 'choice';
    const written = (value: string): string =>
      kind === 'day'
        ? day(value)
        : kind === 'money' && /^[\d.,]+$/.test(value)
          ? money(value.replace(',', '.'))
          : value;
    const [exact, from, to] = [filters[path], filters[`${path}~~from`], filters[`${path}~~to`]];
    if (exact !== undefined) {
      const value =
        kind === 'reference'
          ? (list.summary.data?.names[path] ?? `№ ${exact}`)
          : kind === 'choice'
            ? choice(path, exact)
            : written(exact);
      return `${label(path)}: ${value}`;
    }
    if (from === to) return `${label(path)}: ${written(from ?? '')}`;
    const [begin, end] = kind === 'day' ? [t('lists.fromDay'), t('lists.toDay')] : [t('lists.from'), t('lists.to')];
    const ends = [from && `${begin} ${written(from)}`, to && `${end} ${written(to)}`];
    return `${label(path)}: ${ends.filter(Boolean).join(' ')}`;
  };
  return paths.map((path) => ({ path, words: words(path) }));
}

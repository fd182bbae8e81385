import { useTranslation, type BasePropertyJSON, type ResourceJSON } from 'adminjs';
import { ALL_TAB, type FilterShape } from '../lists/list-shape.js';
import { usePanel } from './use-panel.js';

/** A property of the list by its path, whether it is a column or only a filter. */
export function propertyOf(resource: ResourceJSON, path: string): BasePropertyJSON | undefined {
  const { listProperties, filterProperties, showProperties } = resource;
  return [...listProperties, ...filterProperties, ...showProperties].find((one) => one.propertyPath === path);
}

export function filterShapeOf(property: BasePropertyJSON): FilterShape {
  const { filter } = property.custom as { filter?: FilterShape };
  return filter ?? { kind: 'text', mayBeEmpty: false };
}

interface ListWords {
  /** Of a tab, by the value of its filter. */
  tab: (path: string, value: string) => string;
  /** Of a column or a filter. */
  label: (path: string) => string;
  /** Of a value of a filter that has words for its values. */
  choice: (path: string, value: string) => string;
}

export function useListWords(resource: ResourceJSON): ListWords {
  const { t } = usePanel();
  const { i18n, t: word } = useTranslation();
  const labels = `resources.${resource.id}.labels`;
  const known = (key: string): string | null => (i18n.exists(key) ? String(word(key)) : null);
  const ofTab = (value: string): string | null => known(`panel.lists.tabs.${resource.id}.${value}`);
  const choice = (path: string, value: string): string =>
    known(`${labels}.${path}.${value}`) ??
    ofTab(value) ??
    known(`panel.list.${value}`) ??
    (value === 'true' ? t('lists.yes') : value === 'false' ? t('lists.no') : value);
  return {
    tab: (path, value) => ofTab(value) ?? (value === ALL_TAB ? t('lists.all') : choice(path, value)),
    choice,
    label: (path) =>
      known(`resources.${resource.id}.properties.${path}`) ?? known(`panel.lists.filters.${path}`) ?? path,
  };
}

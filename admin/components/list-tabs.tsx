import type { ResourceJSON } from 'adminjs';
import React, { useEffect, useRef } from 'react';
import { ALL_TAB, type ListShape } from '../lists/list-shape.js';
import { useListWords } from './list-words.js';
import type { List } from './use-list.js';
import { LOCALES, usePanel } from './use-panel.js';

interface ListTabsProps {
  resource: ResourceJSON;
  tabs: NonNullable<ListShape['tabs']>;
  list: List;
}

/** Parts of a list with how many are in each; which one is open stands in the address as a filter. */
export function ListTabs({ resource, tabs, list }: ListTabsProps) {
  const { t, user, language } = usePanel();
  const { tab: wordOf } = useListWords(resource);
  const bar = useRef<HTMLElement>(null);
  const current = list.address.filters[tabs.path] ?? ALL_TAB;
  const counts = list.summary.data?.counts;
  // On a phone the tabs stand in one long line.
  useEffect(() => {
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current]);
  const shown = tabs.values.filter((value) => value !== 'owing' || user?.role !== 'coach');
  return (
    <nav className="studio-tabs" aria-label={t('lists.tabsOf')} ref={bar}>
      {[ALL_TAB, ...shown].map((tab) => (
        <button
          key={tab}
          type="button"
          aria-current={tab === current ? 'true' : undefined}
          aria-pressed={tab === current}
          onClick={() => list.filter({ [tabs.path]: tab === ALL_TAB ? '' : tab })}
        >
          {wordOf(tabs.path, tab)} <span>{counts?.[tab]?.toLocaleString(LOCALES[language]) ?? ''}</span>
        </button>
      ))}
    </nav>
  );
}

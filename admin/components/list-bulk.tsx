import type { ResourceJSON } from 'adminjs';
import React, { useState } from 'react';
import type { StaffRole } from '../../src/staff/staff.entity.js';
import { isAllowed } from '../access.js';
import { ALL_TAB, MOST_AT_ONCE, type BulkShape, type ListShape } from '../lists/list-shape.js';
import { BulkDialog } from './list-bulk-dialog.js';
import type { Chosen } from './list-chosen.js';
import { addressParams, withFilters } from './list-address.js';
import { postAction } from './panel-api.js';
import type { List } from './use-list.js';
import { LOCALES, usePanel } from './use-panel.js';

interface ListBulkProps {
  resource: ResourceJSON;
  actions: readonly BulkShape[];
  list: List;
  total: number;
  chosen: Chosen;
}

/** What may be done on this tab. The server asks for the right of each anew. */
export function offeredActions(shape: ListShape, list: List, role: StaffRole): BulkShape[] {
  const tab = shape.tabs ? (list.address.filters[shape.tabs.path] ?? ALL_TAB) : ALL_TAB;
  return shape.bulk.filter(
    ({ onTabs, right }) => (!onTabs || onTabs.includes(tab)) && isAllowed(role, right.resource, right.action),
  );
}

/** How many are chosen and what can be done to them; at hand for the thumb on a phone. */
export function ListBulk({ resource, actions, list, total, chosen }: ListBulkProps) {
  const { t, language } = usePanel();
  const [asked, setAsked] = useState<{ action: BulkShape; ids: readonly string[] } | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const count = chosen.isAll ? Math.min(total, MOST_AT_ONCE) : chosen.ids.size;
  const open = async (action: BulkShape): Promise<void> => {
    setHasFailed(false);
    if (!chosen.isAll) return setAsked({ action, ids: [...chosen.ids] });
    const filters = addressParams({ ...withFilters(list.address, {}), sortBy: '', perPage: 0 });
    try {
      const target = { resourceId: resource.id, actionName: 'bulk' };
      const { result } = await postAction<{ ids: number[] }>(target, { mode: 'ids', filters });
      setAsked({ action, ids: (result?.ids ?? []).map(String) });
    } catch {
      setHasFailed(true);
    }
  };
  if (count === 0 && !asked) return null;
  const number = (value: number): string => value.toLocaleString(LOCALES[language]);
  return (
    <>
      <section className="studio-bulk" aria-label={t('lists.chosenActions')}>
        <p role="status">
          {t('lists.chosen', { count, number: number(count) })}{' '}
          {!chosen.isAll && total > chosen.ids.size ? (
            <button type="button" className="studio-link" onClick={chosen.chooseAll}>
              {total > MOST_AT_ONCE
                ? t('lists.chooseFirst', { number: number(MOST_AT_ONCE) })
                : t('lists.chooseAll', { number: number(total) })}
            </button>
          ) : null}{' '}
          <button type="button" className="studio-link" onClick={chosen.clear}>
            {t('lists.chooseNone')}
          </button>
        </p>
        <div className="studio-bulk-actions">
          {actions.map((action) => (
            <button key={action.name} type="button" className="studio-button" onClick={() => void open(action)}>
              {t(`lists.bulk.${action.name}.button`)}
            </button>
          ))}
        </div>
        {hasFailed ? (
          <p className="studio-problem" role="alert">
            {t('failed')}
          </p>
        ) : null}
      </section>
      {asked ? (
        <BulkDialog
          resource={resource}
          action={asked.action}
          ids={asked.ids}
          onClose={(isDone) => {
            setAsked(null);
            if (!isDone) return;
            chosen.clear();
            list.reload();
          }}
        />
      ) : null}
    </>
  );
}

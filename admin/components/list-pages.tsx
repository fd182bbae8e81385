import React, { useEffect, useState, type FormEvent } from 'react';
import { PAGE_SIZES } from './list-address.js';
import type { List } from './use-list.js';
import { LOCALES, usePanel } from './use-panel.js';

/** Which rows these are, the way to others, and how many at once. */
export function ListPages({ list, total }: { list: List; total: number }) {
  const { t, language } = usePanel();
  const { address, perPage } = list;
  const last = Math.max(1, Math.ceil(total / perPage));
  const number = (value: number): string => value.toLocaleString(LOCALES[language]);
  const from = (address.page - 1) * perPage + 1;
  const turn = (page: number): void => {
    list.go({ ...address, page });
    window.scrollTo({ top: 0 });
  };
  return (
    <div className="studio-list-foot">
      <p role="status">
        {t('lists.shown', {
          from: number(Math.min(from, total)),
          to: number(Math.min(from + perPage - 1, total)),
          total: number(total),
        })}
      </p>
      {last > 1 ? (
        <nav className="studio-pager" aria-label={t('lists.pages')}>
          <button
            type="button"
            className="studio-button"
            disabled={address.page <= 1}
            onClick={() => turn(address.page - 1)}
          >
            ← {t('lists.previous')}
          </button>
          <PageNumber page={address.page} last={last} onTurn={turn} />
          <button
            type="button"
            className="studio-button"
            disabled={address.page >= last}
            onClick={() => turn(address.page + 1)}
          >
            {t('lists.next')} →
          </button>
        </nav>
      ) : null}
      <label className="studio-page-size">
        {t('lists.perPage')}
        <select
          value={perPage}
          onChange={({ target }) => list.go({ ...address, perPage: Number(target.value), page: 1 })}
        >
          {PAGE_SIZES.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function PageNumber({ page, last, onTurn }: { page: number; last: number; onTurn: (page: number) => void }) {
  const { t } = usePanel();
  const [typed, setTyped] = useState(String(page));
  useEffect(() => setTyped(String(page)), [page]);
  const turn = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = Math.trunc(Number(typed));
    if (wanted >= 1) onTurn(Math.min(wanted, last));
    else setTyped(String(page));
  };
  return (
    <form onSubmit={turn}>
      <label>
        {t('lists.page')} <input inputMode="numeric" value={typed} onChange={({ target }) => setTyped(target.value)} />
      </label>{' '}
      {t('lists.ofPages', { last })}
    </form>
  );
}

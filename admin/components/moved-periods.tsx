import React from 'react';
import type { MovedPeriod } from '../../src/contract/memberships.js';
import { usePanel } from './use-panel.js';

/** Every membership that moves: where it was, where it will be. */
export function MovedPeriods({ periods }: { periods: readonly MovedPeriod[] }) {
  const { t, days } = usePanel();
  if (periods.length === 0) return <p className="studio-muted">{t('freeze.nothingMoves')}</p>;
  return (
    <table className="studio-table">
      <thead>
        <tr>
          <th scope="col">{t('freeze.before')}</th>
          <th scope="col">{t('freeze.after')}</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ id, before, startDate, endDate }) => (
          <tr key={id}>
            <td>{days(before.startDate, before.endDate)}</td>
            <td>
              <strong>{days(startDate, endDate)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

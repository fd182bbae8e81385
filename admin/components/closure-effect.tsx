import React from 'react';
import { Link } from 'react-router-dom';
import type { ClosureEffect } from '../../src/closures/closure-effect.js';
import { pluralDays } from '../../src/lib/wording.js';
import { recordPath } from './links.js';
import { usePanel } from './use-panel.js';

interface ClosureEffectBoxProps {
  effect: ClosureEffect;
  /** The words `panel.closure.<summary>` for how many clients and days. */
  summary: 'gives' | 'takesBack';
}

/** How many clients and days, and the first of them by name with their last paid day as it is and as it becomes. */
export function ClosureEffectBox({ effect, summary }: ClosureEffectBoxProps) {
  const { t, day, language } = usePanel();
  const { clients, days, unmoved, first } = effect;
  return (
    <>
      <strong>
        {clients === 0
          ? t('closure.nobody')
          : t(`closure.${summary}`, { count: clients, days: pluralDays(days, language) })}
      </strong>
      {unmoved > 0 ? <span className="studio-muted">{t('closure.unmoved', { count: unmoved })}</span> : null}
      {first.length > 0 ? (
        <table className="studio-table">
          <thead>
            <tr>
              <th scope="col">{t('closure.client')}</th>
              <th scope="col">{t('closure.lastDay')}</th>
            </tr>
          </thead>
          <tbody>
            {first.map(({ id, name, before, after }) => (
              <tr key={id}>
                <td>
                  <Link className="studio-link" to={recordPath('Client', id)}>
                    {name}
                  </Link>
                </td>
                <td className="studio-moved-day">
                  <span>{day(before)}</span> → <strong>{day(after)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {clients > first.length ? (
        <span className="studio-muted">{t('closure.more', { count: clients - first.length })}</span>
      ) : null}
    </>
  );
}

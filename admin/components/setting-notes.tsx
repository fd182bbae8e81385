import React from 'react';
import type { SettingNote } from '../../src/settings/setting-checks.queries.js';
import { LOCALES, usePanel } from './use-panel.js';

/** What the typed value comes to in this studio; what is probably not meant is marked. */
export function SettingNotes({ notes }: { notes: readonly SettingNote[] }) {
  const { t, language } = usePanel();
  if (notes.length === 0) return null;
  const countries = new Intl.DisplayNames(LOCALES[language], { type: 'region' });
  const valuesOf = ({ country, ...params }: SettingNote['params']): SettingNote['params'] =>
    country === undefined ? params : { ...params, country: countries.of(String(country)) ?? country };
  return (
    <ul className="studio-notes" aria-live="polite">
      {notes.map(({ code, params, isWarning }) => (
        <li key={code + JSON.stringify(params)} className={isWarning ? 'is-warning' : undefined}>
          {t(`settings.notes.${code}`, valuesOf(params))}
        </li>
      ))}
    </ul>
  );
}

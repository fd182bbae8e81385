import React, { useEffect, useState } from 'react';
import type { ImportPreview } from '../import-file.js';
import { usePanel } from './use-panel.js';

interface ColumnsProps {
  preview: ImportPreview;
  isBusy: boolean;
  onSay: (index: number, field: string) => void;
}

function Column({
  column,
  fields,
  isBusy,
  onSay,
}: Omit<ColumnsProps, 'preview'> & {
  column: ImportPreview['columns'][number];
  fields: ImportPreview['fields'];
}) {
  const { t } = usePanel();
  const { index, letters, title, field, samples } = column;
  const id = `column-${index}`;
  return (
    <li className={field === null ? 'studio-column is-skipped' : 'studio-column'}>
      <label htmlFor={id}>
        <span className="studio-column-letters">{letters}</span>
        <span className="studio-visually-hidden">{t('import.column', { letters })}: </span>
        <strong>{title || t('import.noTitle')}</strong>
        <span className="studio-muted">{samples.join(' · ')}</span>
      </label>
      <select id={id} value={field ?? ''} disabled={isBusy} onChange={({ target }) => onSay(index, target.value)}>
        <option value="">{t('import.skip')}</option>
        {fields.map((one) => (
          <option key={one.field} value={one.field}>
            {one.title}
          </option>
        ))}
      </select>
    </li>
  );
}

/** What each column was taken for, with the first values in it, and how to say otherwise. */
export function ImportColumns({ preview, isBusy, onSay }: ColumnsProps) {
  const { t } = usePanel();
  const { columns, fields, problem } = preview;
  const [isOpen, setIsOpen] = useState(false);
  // Opened by a problem it stays open when the problem is solved: somebody is at work in it.
  useEffect(() => {
    if (problem) setIsOpen(true);
  }, [problem]);
  if (columns.length === 0) return null;
  const skipped = columns.filter(({ field }) => field === null);
  const known = columns.length - skipped.length;
  return (
    <details
      className="studio-section studio-import-columns"
      open={isOpen}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary>
        {t('import.columnsTitle', { known, count: columns.length })}
        {skipped.length > 0 ? (
          <span className="studio-import-skipped">
            {t('import.skipped', { names: skipped.map(({ title, letters }) => title || letters).join(', ') })}
          </span>
        ) : null}
      </summary>
      <p className="studio-hint">{t('import.columnsHint')}</p>
      <ul>
        {columns.map((column) => (
          <Column key={column.index} column={column} fields={fields} isBusy={isBusy} onSay={onSay} />
        ))}
      </ul>
    </details>
  );
}

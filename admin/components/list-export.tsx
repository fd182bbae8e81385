import { useTranslation, type ResourceJSON } from 'adminjs';
import React from 'react';
import { addressParams } from './list-address.js';
import { ListMenu } from './list-menu.js';
import { useExport, type ExportFormat } from './use-export.js';
import type { List } from './use-list.js';
import { LOCALES, usePanel } from './use-panel.js';

/** What is filtered as a file, with how far it is and a way to stop. */
export function ListExportMenu({ resource, list }: { resource: ResourceJSON; list: List }) {
  const { t, user, language } = usePanel();
  const { translateLabel } = useTranslation();
  const { state, problem, start, cancel } = useExport(resource.id);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: user?.timeZone }).format(new Date());
  const name = `${translateLabel(resource.id, resource.id)} ${day}`;
  const download = (format: ExportFormat): void => {
    const { page: _page, perPage: _perPage, ...params } = addressParams(list.address);
    void start(format, params, `${name}.${format}`);
  };
  if (state) {
    const number = (value: number): string => value.toLocaleString(LOCALES[language]);
    return (
      <div className="studio-export" role="status">
        <progress
          max={state.total || 1}
          value={state.total ? state.rows : undefined}
          aria-label={t('lists.exporting')}
        />
        <span>{t('lists.exported', { rows: number(state.rows), total: number(state.total) })}</span>
        <button type="button" className="studio-link" onClick={cancel}>
          {t('lists.stop')}
        </button>
      </div>
    );
  }
  return (
    <>
      <ListMenu label={t('lists.export')}>
        <p className="studio-muted">{t('lists.exportWhat')}</p>
        {(['xlsx', 'csv'] as const).map((format) => (
          <button key={format} type="button" className="studio-button" onClick={() => download(format)}>
            {t(`lists.format.${format}`)}
          </button>
        ))}
      </ListMenu>
      {problem ? (
        <p className="studio-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}

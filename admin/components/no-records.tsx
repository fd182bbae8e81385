import { useTranslation, type ResourceJSON } from 'adminjs';
import React from 'react';
import { Link, useLocation } from 'react-router-dom';
import { newPath } from './links.js';
import { usePanel } from './use-panel.js';

/** An empty list says why it is empty and what to do next. */
export default function NoRecords({ resource }: { resource: ResourceJSON }) {
  const { t } = usePanel();
  const { translateButton, translateMessage } = useTranslation();
  const isFiltered = useLocation().search.includes('filters');
  const mayCreate = resource.resourceActions.some(({ name }) => name === 'new');
  return (
    <div className="studio-empty">
      <p>{isFiltered ? t('nothingFound') : translateMessage('noRecordsInResource', resource.id)}</p>
      {mayCreate && !isFiltered ? (
        <Link className="studio-button studio-button-main" to={newPath(resource.id)}>
          {translateButton('createFirstRecord', resource.id)}
        </Link>
      ) : null}
    </div>
  );
}

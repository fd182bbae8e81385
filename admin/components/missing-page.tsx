import React from 'react';
import { Link } from 'react-router-dom';
import { ROOT_PATH } from '../paths.js';
import { Page } from './page.js';
import { usePanel } from './use-panel.js';

/** Under this address there is nothing, or nothing for this person; and the way on. */
export function MissingPage({ what = 'page' }: { what?: 'page' | 'record' }) {
  const { t } = usePanel();
  return (
    <Page title={t('missing.title')} narrow>
      <p>{t(`missing.${what}`)}</p>
      <div className="studio-actions">
        <Link className="studio-button studio-button-main" to={ROOT_PATH}>
          {t('missing.home')}
        </Link>
      </div>
    </Page>
  );
}

import React from 'react';
import { Link } from 'react-router-dom';
import { CONTENT_ID, ROOT_PATH } from '../paths.js';
import { usePanel } from './use-panel.js';

/** The studio's name, and the first thing that Tab meets: the way past the menu. */
export default function SidebarBranding({ branding }: { branding: { companyName: string } }) {
  const { t } = usePanel();
  const skip = (event: React.MouseEvent): void => {
    event.preventDefault();
    document.getElementById(CONTENT_ID)?.focus();
  };
  return (
    <>
      <a className="studio-skip" href={`#${CONTENT_ID}`} onClick={skip}>
        {t('shell.skip')}
      </a>
      <Link className="studio-brand" data-css="sidebar-logo" to={ROOT_PATH}>
        {branding.companyName}
      </Link>
    </>
  );
}

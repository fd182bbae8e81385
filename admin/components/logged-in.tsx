import { useTranslation } from 'adminjs';
import React, { useEffect } from 'react';
import { usePanel } from './use-panel.js';
import { useStockWords } from './use-stock-words.js';

interface LoggedInProps {
  paths: { logoutPath: string };
}

/** Who is logged in, and the way out. */
export default function LoggedIn({ paths }: LoggedInProps) {
  const { user, t, language } = usePanel();
  const { translateButton } = useTranslation();
  useStockWords();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  if (!user) return null;
  return (
    <div className="studio-user">
      <span>
        <strong>{user.title}</strong>
        <small>{t(`role.${user.role}`)}</small>
      </span>
      <a className="studio-button studio-button-small" href={paths.logoutPath}>
        {translateButton('logout')}
      </a>
    </div>
  );
}

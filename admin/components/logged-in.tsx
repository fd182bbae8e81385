import { useTranslation } from 'adminjs';
import React, { useEffect, type FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { CSRF_FIELD } from '../csrf-token.js';
import { ACCOUNT_PAGE, ROOT_PATH } from '../paths.js';
import { forgetDrafts } from './draft-store.js';
import { LeaveGuard } from './leave-guard.js';
import { LoginAgain } from './login-again.js';
import { pageToken } from './page-token.js';
import { UndoBar } from './undo-bar.js';
import { usePanel } from './use-panel.js';
import { useStockWords } from './use-stock-words.js';

interface LoggedInProps {
  paths: { logoutPath: string };
}

/** At the last moment: another tab may have logged in since the page was drawn. */
function addToken({ currentTarget }: FormEvent<HTMLFormElement>): void {
  (currentTarget.elements.namedItem(CSRF_FIELD) as HTMLInputElement).value = pageToken();
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
      <LoginAgain />
      <LeaveGuard />
      <UndoBar />
      <span>
        <Link to={`${ROOT_PATH}/pages/${ACCOUNT_PAGE}`} title={t('account.title')}>
          <strong>{user.title}</strong>
        </Link>
        <small>{t(`role.${user.role}`)}</small>
      </span>
      <form
        method="post"
        action={paths.logoutPath}
        onSubmit={(event) => {
          addToken(event);
          forgetDrafts(user.id ?? '');
        }}
      >
        <input type="hidden" name={CSRF_FIELD} />
        <button type="submit" className="studio-button studio-button-small">
          {translateButton('logout')}
        </button>
      </form>
    </div>
  );
}

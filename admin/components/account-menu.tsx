import React, { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'adminjs';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import { CSRF_FIELD } from '../csrf-token.js';
import { ACCOUNT_PAGE, LOGOUT_PATH, ROOT_PATH } from '../paths.js';
import { forgetDrafts } from './draft-store.js';
import { Choice } from './field.js';
import { pageToken } from './page-token.js';
import { LOOKS, useLook } from './use-look.js';
import { usePanel } from './use-panel.js';

const LANGUAGE_NAMES: Record<Language, string> = { ru: 'Русский', en: 'English' };

/** Closes what is open at Escape, at a click elsewhere and when the focus has gone on. */
function useDismissal(isOpen: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const outside = ({ target }: Event): void => {
      if (!box.current?.contains(target as Node)) close();
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      close();
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [isOpen]);
  return box;
}

function Person() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7" />
    </svg>
  );
}

/** At the last moment: another tab may have logged in since the page was drawn. */
function addToken({ currentTarget }: FormEvent<HTMLFormElement>): void {
  (currentTarget.elements.namedItem(CSRF_FIELD) as HTMLInputElement).value = pageToken();
}

/** With a generated password every page but one's own account is closed. */
function useOwnPasswordFirst(mustChange: boolean): void {
  const account = `${ROOT_PATH}/pages/${ACCOUNT_PAGE}`;
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isLost = mustChange && pathname !== account;
  useEffect(() => {
    if (isLost) navigate(account);
  }, [isLost]);
}

/** Who is logged in, the language, the look, and the way out. */
export function AccountMenu() {
  const { user, t, language } = usePanel();
  const { i18n } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [look, setLook] = useLook();
  const box = useDismissal(isOpen, () => setIsOpen(false));
  useOwnPasswordFirst(user?.mustChangePassword === true);
  if (!user) return null;
  return (
    <div className="studio-account" ref={box}>
      <button
        type="button"
        className="studio-icon-button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'studio-account' : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Person />
        <span>
          <span className="studio-unseen">{t('shell.account')}</span>
          <strong>{user.title}</strong>
          <small>{t(`role.${user.role}`)}</small>
        </span>
      </button>
      {isOpen ? (
        <div className="studio-account-menu" id="studio-account">
          <p>
            <strong>{user.title}</strong>
            <small>
              {t(`role.${user.role}`)} · {user.email}
            </small>
          </p>
          <Choice
            legend={t('shell.language')}
            name="studio-language"
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            onChange={(value) => void i18n.changeLanguage(value)}
          />
          <Choice
            legend={t('shell.look')}
            name="studio-look"
            value={look}
            options={LOOKS.map((value) => ({ value, label: t(`shell.looks.${value}`) }))}
            onChange={setLook}
          />
          <Link to={`${ROOT_PATH}/pages/${ACCOUNT_PAGE}`} onClick={() => setIsOpen(false)}>
            {t('account.title')}
          </Link>
          <form
            method="post"
            action={LOGOUT_PATH}
            onSubmit={(event) => {
              addToken(event);
              forgetDrafts(user.id ?? '');
            }}
          >
            <input type="hidden" name={CSRF_FIELD} />
            <button type="submit" className="studio-button">
              {t('shell.logout')}
            </button>
          </form>
        </div>
      ) : null}
    </div>
  );
}

import { useTranslation } from 'adminjs';
import React, { useState } from 'react';
import { useSelector } from 'react-redux';
import { LANGUAGES } from '../../src/lib/wording.js';

interface LoginState {
  action: string;
  errorMessage: string | null;
}

interface BrandedState {
  branding: { companyName: string };
}

/** The login page: the studio's name, two fields, the language. */
export default function Login() {
  const { action, errorMessage } = (window as unknown as { __APP_STATE__: LoginState }).__APP_STATE__;
  const { i18n, translateMessage } = useTranslation();
  const studioName = useSelector((state: BrandedState) => state.branding.companyName);
  const [isSent, setIsSent] = useState(false);
  const t = (key: string) => String(i18n.t(`panel.login.${key}`));
  const choose = (language: string) => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  };
  return (
    <main className="studio-login">
      <form action={action} method="POST" onSubmit={() => setIsSent(true)}>
        <h1>{studioName}</h1>
        <p className="studio-muted">{t('subtitle')}</p>
        {errorMessage ? (
          <div className="studio-problem" role="alert">
            {translateMessage(errorMessage)}
          </div>
        ) : null}
        <div className="studio-field">
          <label htmlFor="email">{t('email')}</label>
          <input id="email" name="email" type="email" autoComplete="username" required autoFocus maxLength={254} />
        </div>
        <div className="studio-field">
          <label htmlFor="password">{t('password')}</label>
          <input id="password" name="password" type="password" autoComplete="current-password" required />
        </div>
        <button className="studio-button studio-button-main" type="submit" disabled={isSent}>
          {t('submit')}
        </button>
        <nav className="studio-languages" aria-label={t('language')}>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={i18n.language === language}
              onClick={() => choose(language)}
            >
              {language === 'ru' ? 'Русский' : 'English'}
            </button>
          ))}
        </nav>
      </form>
    </main>
  );
}

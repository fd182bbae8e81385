import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import { enLogin } from '../locale/en-login.js';
import { ruLogin } from '../locale/ru-login.js';
import { CSRF_FIELD } from '../csrf-token.js';
import { LOGIN_PATH, type Theme } from '../paths.js';
import { escapeHtml } from './html.js';

const WORDS = { en: enLogin, ru: ruLogin };
const LANGUAGE_NAMES: Record<Language, string> = { ru: 'Русский', en: 'English' };

export type LoginError = 'invalidCredentials' | 'tooManyLogins' | 'loginUnavailable' | 'loginExpired';

/** Addresses of files; all of this site. */
export interface LoginFiles {
  styles: readonly string[];
  script: string;
  icon: string;
  /** What the first page of the panel needs, fetched while one types. */
  ahead: readonly { url: string; as: 'script' | 'style' }[];
}

export interface LoginPage {
  language: Language;
  theme: Theme | null;
  studioName: string;
  /** Where to go after the login; a path of the panel. */
  next: string;
  /** What was typed before it was refused. */
  email: string;
  error: LoginError | null;
  /** The person was in the panel before, and was sent here from one of its pages. */
  hasEnded: boolean;
  /** Says that the form is one that this server has sent to this browser. */
  token: string;
  files: LoginFiles;
}

/** Where the page lies that leads on to `next`; with a language, the same page in that language. */
export function loginPath(next: string, language?: Language): string {
  return `${LOGIN_PATH}?${new URLSearchParams({ next, ...(language && { language }) }).toString()}`;
}

function emailField({ language, email, error }: LoginPage): string {
  const words = WORDS[language];
  const wrong = error === 'invalidCredentials' ? ' aria-invalid="true" aria-describedby="problem"' : '';
  return `<div class="studio-field">
<label for="email">${words.email}</label>
<input id="email" name="email" type="email" value="${escapeHtml(email)}" autocomplete="username" inputmode="email"
 autocapitalize="none" spellcheck="false" required maxlength="254"${wrong}${email === '' ? ' autofocus' : ''}>
</div>`;
}

/** The eye appears with the script that makes it work. */
function passwordField({ language, email, error }: LoginPage): string {
  const words = WORDS[language];
  const wrong = error === 'invalidCredentials' ? ' aria-invalid="true" aria-describedby="problem"' : '';
  return `<div class="studio-field">
<label for="password">${words.password}</label>
<div class="studio-password">
<input id="password" name="password" type="password" autocomplete="current-password" required${wrong}${
    email === '' ? '' : ' autofocus'
  }>
<button id="eye" type="button" aria-pressed="false" aria-controls="password" title="${words.show}" hidden>
<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="3"/><path class="stroke" d="M4 20 20 4"/></svg>
<span>${words.show}</span></button>
</div>
</div>`;
}

function languages({ language, next }: LoginPage): string {
  const links = LANGUAGES.map((one) => {
    const current = one === language ? ' aria-current="true"' : '';
    return `<a href="${escapeHtml(loginPath(next, one))}" lang="${one}" hreflang="${one}"${current}>${LANGUAGE_NAMES[one]}</a>`;
  });
  return `<nav class="studio-languages" aria-label="${WORDS[language].language}">${links.join('\n')}</nav>`;
}

function head({ language, studioName, files }: LoginPage): string {
  const ahead = files.ahead.map(({ url, as }) => `<link rel="prefetch" as="${as}" href="${url}">`);
  return `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${WORDS[language].title} — ${escapeHtml(studioName)}</title>
<link rel="icon" type="image/svg+xml" href="${files.icon}">
${files.styles.map((url) => `<link rel="stylesheet" href="${url}">`).join('\n')}
<script type="module" src="${files.script}"></script>
${ahead.join('\n')}`;
}

/** The login page: a form that needs no script, the studio's name, the language. Nothing of the panel is loaded for it. */
export function loginPage(page: LoginPage): string {
  const { language, theme, studioName, next, error } = page;
  const words = WORDS[language];
  return `<!DOCTYPE html>
<html lang="${language}"${theme ? ` data-theme="${theme}"` : ''}>
<head>
${head(page)}
</head>
<body>
<main class="studio-login">
<form action="${escapeHtml(loginPath(next))}" method="post" data-sending="${words.sending}">
<input type="hidden" name="${CSRF_FIELD}" value="${escapeHtml(page.token)}">
<h1>${escapeHtml(studioName)}</h1>
<p class="studio-muted">${page.hasEnded ? words.sessionEnded : words.subtitle}</p>
${error ? `<div class="studio-problem" id="problem" role="alert">${words[error]}</div>` : ''}
${emailField(page)}
${passwordField(page)}
<button class="studio-button" type="submit">${words.submit}</button>
</form>
${languages(page)}
</main>
</body>
</html>
`;
}

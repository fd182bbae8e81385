import type { Language } from '../../src/lib/wording.js';
import { CSRF_FIELD } from '../csrf-token.js';
import { enLogin } from '../locale/en-login.js';
import { ruLogin } from '../locale/ru-login.js';
import { CODE_PATH, type Theme } from '../paths.js';
import { escapeHtml } from './html.js';
import { loginPath, type LoginFiles } from './login-page.js';

const WORDS = { en: enLogin, ru: ruLogin };

export type CodeError = 'wrongCode' | 'tooManyCodes';

interface CodePage {
  language: Language;
  theme: Theme | null;
  studioName: string;
  next: string;
  token: string;
  error: CodeError | null;
  files: LoginFiles;
}

/** Where the page of the second step lies. */
export function codePath(next: string): string {
  return `${CODE_PATH}?${new URLSearchParams({ next }).toString()}`;
}

/** The second step of a login; it looks like the first and needs no script. */
export function codePage({ language, theme, studioName, next, token, error, files }: CodePage): string {
  const words = WORDS[language];
  const wrong = error === null ? '' : ' aria-invalid="true" aria-describedby="problem"';
  return `<!DOCTYPE html>
<html lang="${language}"${theme ? ` data-theme="${theme}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.codeTitle} — ${escapeHtml(studioName)}</title>
<link rel="icon" type="image/svg+xml" href="${files.icon}">
${files.styles.map((url) => `<link rel="stylesheet" href="${url}">`).join('\n')}
</head>
<body>
<main class="studio-login">
<form action="${escapeHtml(codePath(next))}" method="post">
<input type="hidden" name="${CSRF_FIELD}" value="${escapeHtml(token)}">
<h1>${words.codeTitle}</h1>
<p class="studio-muted">${words.codeHint}</p>
${error ? `<div class="studio-problem" id="problem" role="alert">${words[error]}</div>` : ''}
<div class="studio-field">
<label for="code">${words.code}</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" required autofocus${wrong}>
</div>
<button class="studio-button" type="submit">${words.submit}</button>
</form>
<nav class="studio-languages"><a href="${escapeHtml(loginPath(next))}">${words.codeBack}</a></nav>
</main>
</body>
</html>
`;
}

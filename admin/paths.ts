/** The panel's addresses; the application mounts its router at `ROOT_PATH`. */
export const ROOT_PATH = '/admin';
export const LOGIN_PATH = `${ROOT_PATH}/login`;
/** The second step of a login. */
export const CODE_PATH = `${LOGIN_PATH}/code`;
export const LOGOUT_PATH = `${ROOT_PATH}/logout`;
/** Tells a page who is logged in now. */
export const SESSION_PATH = `${ROOT_PATH}/api/session`;
export const ASSETS_PATH = `${ROOT_PATH}/assets`;
/** The page of figures and charts, by its name in AdminJS. */
export const DASHBOARD_PAGE = 'dashboard';
/** A person's own login: the second step, and the end of all sessions. */
export const ACCOUNT_PAGE = 'account';
/** Versions, queue, jobs: for the owner. */
export const SYSTEM_PAGE = 'system';

/** Remembers the chosen language; set by the pages, read by the server for `<html lang>` and error texts. */
export const LANGUAGE_COOKIE = 'studio_language';

/** Remembers the chosen look; set by the pages, read by the server, so that no page flashes in the other one. */
export const THEME_COOKIE = 'studio_theme';
export type Theme = 'light' | 'dark';

export function parseTheme(value: unknown): Theme | null {
  return value === 'light' || value === 'dark' ? value : null;
}

/** Where the link past the menu leads: right behind it, the page begins. */
export const CONTENT_ID = 'studio-content';

/** The element of a page that holds what the panel has for a role. */
export const STATE_ID = 'studio-state';

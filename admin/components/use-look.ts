import { useState } from 'react';
import { parseTheme, ROOT_PATH, THEME_COOKIE, type Theme } from '../paths.js';

export type Look = Theme | 'device';
export const LOOKS: readonly Look[] = ['device', 'light', 'dark'];

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Shows it at once, and remembers it for the server, which writes it into the next page. */
function wear(look: Look): void {
  const page = document.documentElement;
  if (look === 'device') delete page.dataset.theme;
  else page.dataset.theme = look;
  const age = look === 'device' ? 0 : YEAR_SECONDS;
  document.cookie = `${THEME_COOKIE}=${look}; path=${ROOT_PATH}; max-age=${age}; samesite=lax`;
}

/** Light, dark, or as the device is. */
export function useLook(): [Look, (look: Look) => void] {
  const [look, setLook] = useState<Look>(() => parseTheme(document.documentElement.dataset.theme) ?? 'device');
  return [
    look,
    (next) => {
      wear(next);
      setLook(next);
    },
  ];
}

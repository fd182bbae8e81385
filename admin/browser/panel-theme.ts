import { combineStyles } from '@adminjs/design-system';

/** The design system's names for colours, each one of ours (`assets/tokens.css`): light and dark come from there. */
const COLORS = {
  border: 'line',
  text: 'ink',
  primary100: 'green',
  primary80: 'green',
  primary60: 'line-strong',
  primary40: 'line-strong',
  primary20: 'green-soft',
  accent: 'green',
  grey100: 'ink',
  grey80: 'plain',
  grey60: 'muted',
  grey40: 'line-strong',
  grey20: 'sunken',
  white: 'surface',
  black: 'ink',
  errorDark: 'red',
  error: 'red',
  errorLight: 'red-soft',
  successDark: 'good',
  success: 'good',
  successLight: 'good-soft',
  warningDark: 'warn',
  warning: 'warn',
  warningLight: 'warn-soft',
  infoDark: 'cold',
  info: 'cold',
  infoLight: 'cold-soft',
  bg: 'ground',
  filterBg: 'surface',
  container: 'surface',
  sidebar: 'surface',
  inputBorder: 'line-strong',
  separator: 'line',
  highlight: 'sunken',
  love: 'green',
};

export function panelTheme(): ReturnType<typeof combineStyles> {
  const colors = Object.fromEntries(Object.entries(COLORS).map(([name, token]) => [name, `var(--studio-${token})`]));
  // The design system's types know no text here, though its theme does.
  return combineStyles({ colors, ...({ font: 'var(--studio-font)' } as object) });
}

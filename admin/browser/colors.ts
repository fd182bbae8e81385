/*
 * In the place of `polished`: AdminJS's design system reckons with its colours, and ours are CSS variables, which only the
 * browser knows. It does the same sums.
 */

function percent(part: number): string {
  return `${Math.round(part * 1000) / 10}%`;
}

export function rgba(color: string, alpha: number): string {
  return `color-mix(in srgb, ${color} ${percent(alpha)}, transparent)`;
}

/** Stands out from the ground: darker on a light page, lighter on a dark one. */
export function darken(amount: number, color: string): string {
  return `color-mix(in srgb, ${color}, var(--studio-ink) ${percent(amount)})`;
}

/** "16px" → [16, "px"] */
export function getValueAndUnit(value: string | number): [string | number, string | undefined] {
  const [, amount, unit] = /^([+-]?(?:\d+|\d*\.\d+))([a-z%]*)$/i.exec(String(value)) ?? [];
  return amount === undefined ? [value, undefined] : [Number(amount), unit];
}

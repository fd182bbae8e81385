/**
 * So many hundredths as an amount: `123456` → `"1234.56"`. A sum may be larger than any one amount can be, and below nothing
 * when corrections are added up.
 */
export function moneyText(cents: number | string): string {
  const whole = BigInt(typeof cents === 'number' ? Math.round(cents) : cents);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(3, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

/**
 * A typed phone in E.164 (`+996555123456`), or null when it is none. Understands `0555 12-34-56`, `996555…`, `00996…`
 * and brackets; numbers without a country code are read in `country` (ISO 3166, e.g. `KG`).
 */
export function normalizePhone(text: string, country: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 40 || /[a-zа-яё@]/i.test(trimmed)) return null;
  const digits = trimmed.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 + 2) return null;
  const candidates = trimmed.startsWith('+')
    ? [`+${digits}`]
    : digits.startsWith('00')
      ? [`+${digits.slice(2)}`]
      : [digits, `+${digits}`];
  for (const candidate of candidates) {
    const phone = parsePhoneNumberFromString(candidate, country as CountryCode);
    if (phone?.isPossible() && phone.isValid()) return phone.number;
  }
  return null;
}

/** For people: `+996 555 123 456`. */
export function formatPhone(e164: string): string {
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** The digits staff may search by; a leading trunk 0 is dropped so that `0555…` finds `+996555…`. */
export function searchDigits(text: string): string | null {
  if (/[a-zа-яё]/i.test(text)) return null;
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}

/**
 * What a phone that fits the typed digits looks like, as patterns of LIKE: the digits anywhere in it, and after the trunk 8
 * of Russia and Kazakhstan (`8 999 123…`) the number that begins with +7.
 */
export function phonePatterns(text: string): string[] {
  const digits = searchDigits(text);
  if (digits === null) return [];
  return digits.startsWith('8') ? [`%${digits}%`, `+7${digits.slice(1)}%`] : [`%${digits}%`];
}

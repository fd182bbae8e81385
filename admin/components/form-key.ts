/** A key for one opened form; `randomUUID` is there only on https and localhost. */
export function newFormKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `panel:${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

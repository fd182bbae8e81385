import { ROOT_PATH } from '../paths.js';
import { fetchWithSession, type Answer } from './panel-api.js';

/** As the server takes it at most. */
export const MAX_MEGABYTES = 20;

/** A chosen file, read once: what is shown and what is written are the same bytes, whatever becomes of the file on disk. */
export interface HeldFile {
  name: string;
  bytes: ArrayBuffer;
}

/** What column says what, by its place in the file; '' = not to be imported. */
export type Choices = Readonly<Record<number, string>>;

/** The file is larger than the server takes. */
export class TooLarge extends Error {}

/** Sends the bytes as they are. Throws when the server can't be reached or refuses the request itself. */
export async function sendFile<T>(
  path: 'preview' | 'issues' | 'commit',
  { name, bytes }: HeldFile,
  choices: Choices,
  more: Record<string, string> = {},
): Promise<Answer<T>> {
  const query = new URLSearchParams({ name, columns: JSON.stringify(choices), ...more });
  const response = await fetchWithSession(`${ROOT_PATH}/imports/${path}?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
    body: bytes,
  });
  if (response.status === 413) throw new TooLarge();
  if (!response.ok) throw new Error(`the file was answered with ${response.status}`);
  return (await response.json()) as Answer<T>;
}

/** Hands the text to the browser as a file to be saved. */
export function saveText(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName });
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

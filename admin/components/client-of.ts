import type { RecordJSON } from 'adminjs';
import { recordPath } from './links.js';

/** The client whom a record belongs to: the card to go back to, under the client's name. */
export function clientOf(record: RecordJSON | undefined): { to: string; label: string } {
  const { title } = record?.populated.clientId ?? {};
  return { to: recordPath('Client', String(record?.params.clientId ?? '')), label: title ?? '' };
}

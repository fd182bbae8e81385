import { ERROR_STATUS, type ErrorCode } from '../../src/contract/error-codes.js';
import { errorMessage } from '../../src/contract/error-messages.js';
import { html } from '../html.js';
import { CrmApiError, type FieldRefusal } from '../crm-api.js';
import type { Context, Reply } from './flow.js';
import { showFreshMenu } from './menu.flow.js';

/** The person is somebody else for the CRM than when the dialogue began. */
const STANDING_CHANGED: readonly ErrorCode[] = [
  'client_exists',
  'client_archived',
  'is_coach',
  'not_found',
  'forbidden',
];

const REFUSALS = [403, 404, 409, 410, 413, 415, 422];

/** A refusal that concerns the person; everything else is a fault, and the update is tried again. */
export function asRefusal(error: unknown): CrmApiError {
  if (error instanceof CrmApiError && REFUSALS.includes(ERROR_STATUS[error.code])) return error;
  throw error;
}

/** Leads to the menu that fits by now, or null when the refusal has another reason. */
export async function replyToChangedStanding(context: Context, refusal: CrmApiError): Promise<Reply | null> {
  if (!STANDING_CHANGED.includes(refusal.code)) return null;
  return showFreshMenu(context, refusal.code === 'client_exists' ? context.texts.menu.alreadyRegistered : undefined);
}

export function refusalText({ language }: Context, refusal: CrmApiError | FieldRefusal): string {
  return errorMessage(refusal.code, refusal.params, language);
}

/** What to say when nobody has asked anything that could be asked again: the menu that fits, and the reason above it. */
export async function explainRefusal(context: Context, error: unknown): Promise<Reply> {
  const refusal = asRefusal(error);
  return showFreshMenu(context, html`⚠️ ${refusalText(context, refusal.fields[0] ?? refusal)}`);
}

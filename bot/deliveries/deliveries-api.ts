import {
  claimAnswerSchema,
  stepAnswerSchema,
  type ClaimAnswer,
  type ClaimInput,
  type StepAnswer,
  type StepInput,
} from '../../src/contract/deliveries.js';
import { callOf } from '../crm-call.js';
import type { CrmHttp } from '../crm-http.js';

/** The outbox of the CRM, as a worker sees it. Every method throws `CrmApiError`, and only `photo` tries again by itself. */
export interface DeliveriesApi {
  /** Waits up to `waitSeconds` for something to send; `signal` ends the wait. */
  claim(input: ClaimInput, signal: AbortSignal): Promise<ClaimAnswer>;
  /** May be repeated as it is. */
  step(input: StepInput): Promise<StepAnswer>;
  /** The picture of a broadcast. */
  photo(broadcastId: number): Promise<Uint8Array>;
}

const STEP_TIMEOUT_MS = 10_000;
/** What a claim may take beyond the wait that it asks for. */
const CLAIM_SLACK_MS = 10_000;

export class HttpDeliveriesApi implements DeliveriesApi {
  constructor(private readonly http: CrmHttp) {}

  async claim(input: ClaimInput, signal: AbortSignal): Promise<ClaimAnswer> {
    const timeoutMs = (input.waitSeconds ?? 0) * 1000 + CLAIM_SLACK_MS;
    return this.http.ask(
      'POST /deliveries/claim',
      claimAnswerSchema,
      { body: input },
      { timeoutMs, signal, once: true },
    );
  }

  async step(input: StepInput): Promise<StepAnswer> {
    const options = { timeoutMs: STEP_TIMEOUT_MS, once: true };
    return this.http.ask('POST /deliveries/step', stepAnswerSchema, { body: input }, options);
  }

  async photo(broadcastId: number): Promise<Uint8Array> {
    return (await this.http.call(callOf('GET /broadcasts/{id}/photo', { path: { id: String(broadcastId) } }))).body;
  }
}

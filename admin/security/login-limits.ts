import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { LimitCounters } from '../../src/lib/limit-counters.js';
import type { Logger } from '../../src/lib/logger.js';
import { logSecurity } from '../../src/lib/security-events.js';
import { secondStepOf } from './session.js';
import type { Clock } from '../../src/lib/clock.js';

const QUARTER_HOUR_MS = 15 * 60 * 1000;
/** Several people work behind one address. */
const FAILURES_PER_ADDRESS = 30;
/** Of one account from one address: whoever guesses from elsewhere does not lock its owner out. */
const FAILURES_PER_ACCOUNT_AND_ADDRESS = 8;
/** Of one account from everywhere: many addresses guess no faster. */
const FAILURES_PER_ACCOUNT = 40;
const FAILURES_PER_CODE = 6;

type Refuse = (request: Request, response: Response) => void;

export function typedEmail(request: Request): string {
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
}

function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '');
}

/** Only failures count: staff behind one address don't lock each other out by working. All processes count together. */
export class LoginLimits {
  constructor(
    private readonly counters: LimitCounters,
    private readonly logger: Logger,
    private readonly clock: Clock,
  ) {}

  password(refuse: Refuse): RequestHandler[] {
    return [
      this.limit('login-address', FAILURES_PER_ADDRESS, addressOf, refuse),
      this.limit(
        'login-account-address',
        FAILURES_PER_ACCOUNT_AND_ADDRESS,
        (request) => `${typedEmail(request)} ${addressOf(request)}`,
        refuse,
      ),
      this.limit('login-account', FAILURES_PER_ACCOUNT, typedEmail, refuse),
    ];
  }

  /** Six digits are guessed quickly: few tries for one account, from wherever. */
  code(refuse: Refuse): RequestHandler[] {
    const key = (request: Request) => String(secondStepOf(request, this.clock)?.staffId ?? addressOf(request));
    return [this.limit('login-code', FAILURES_PER_CODE, key, refuse)];
  }

  private limit(name: string, limit: number, keyGenerator: (request: Request) => string, refuse: Refuse) {
    return rateLimit({
      windowMs: QUARTER_HOUR_MS,
      limit,
      keyGenerator,
      store: this.counters(name),
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skipSuccessfulRequests: true,
      handler: (request, response) => {
        logSecurity(this.logger, 'login_locked', { limit: name, address: request.ip });
        return refuse(request, response);
      },
    });
  }
}

import { Counter, Histogram, type Registry } from 'prom-client';

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts and times answers, by route and not by address: the number of series stays small. */
export class HttpMetrics {
  private readonly durations: Histogram<'method' | 'route' | 'status'>;
  private readonly refusals: Counter<'code'>;

  constructor(registry: Registry) {
    const registers = [registry];
    this.durations = new Histogram({
      name: 'crm_http_request_duration_seconds',
      help: 'Time to answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS_SECONDS,
      registers,
    });
    this.refusals = new Counter({
      name: 'crm_api_refusals_total',
      help: 'Calls of the token API that were refused, by the code of the problem.',
      labelNames: ['code'],
      registers,
    });
  }

  /** `route` is the declared path, e.g. `/clients/:id`. */
  observe(method: string, route: string, status: number, seconds: number): void {
    this.durations.observe({ method, route, status }, seconds);
  }

  refused(code: string): void {
    this.refusals.inc({ code });
  }
}

import { Gauge, type Registry } from 'prom-client';
import { JobRun } from '../cron/job-run.entity.js';
import { query } from '../db/query.js';
import { toInstant } from '../db/stored-values.js';
import { DELIVERY_CLASSES, Delivery } from '../deliveries/delivery.entity.js';
import { PRIORITIES } from '../deliveries/delivery.rules.js';
import { secondsOverdue } from '../deliveries/oldest-due.queries.js';
import type { ApiDependencies } from './api-dependencies.js';
import { poolConnections } from './pool-connections.js';

type Watched = Pick<ApiDependencies, 'clientQueries' | 'unitOfWork' | 'clock' | 'dataSource' | 'store'>;
type Values = Record<string, number>;

/** Gauges whose values are asked for when somebody looks. */
export class StudioMetrics {
  private readonly gauges: { gauge: Gauge<string>; label: string; read: () => Promise<Values> }[] = [];
  private readonly up: Gauge<'part'>;

  constructor(
    private readonly registry: Registry,
    private readonly studio: Watched,
  ) {
    const { clientQueries, unitOfWork, clock, dataSource } = studio;
    this.up = new Gauge({
      name: 'crm_up',
      help: '1 = the part answers, 0 = it does not.',
      labelNames: ['part'],
      registers: [registry],
    });
    this.add('crm_clients', 'Clients by status.', 'status', () => clientQueries.counts());
    this.add('crm_deliveries', 'Telegram messages by status.', 'status', () => this.countByStatus(Delivery));
    this.add('crm_deliveries_waiting', 'Telegram messages that wait to be sent, by class.', 'class', () =>
      this.waitingByClass(),
    );
    this.add(
      'crm_deliveries_overdue_seconds',
      'How long the oldest waiting message has been due, by class.',
      'class',
      () => secondsOverdue(unitOfWork.manager, clock.now()),
    );
    this.add('crm_job_runs', 'Runs of cron jobs kept, by status.', 'status', () => this.countByStatus(JobRun));
    this.add(
      'crm_job_last_success_timestamp_seconds',
      'When a cron job last ended well, in seconds since 1970.',
      'job',
      () => this.lastSuccesses(),
    );
    this.add('crm_database_connections', 'Connections of the pool by state.', 'state', async () =>
      poolConnections(dataSource),
    );
  }

  /** Reads everything anew; what can't be read is left out, and `crm_up` tells why. */
  async collect(): Promise<void> {
    const { dataSource, store } = this.studio;
    const [database, ...others] = await Promise.all([
      succeeds(() => dataSource.query('SELECT 1')),
      succeeds(() => store.ping()),
    ]);
    this.up.set({ part: 'database' }, database ? 1 : 0);
    this.up.set({ part: 'store' }, others[0] ? 1 : 0);
    for (const { gauge, label, read } of this.gauges) {
      gauge.reset();
      if (!database) continue;
      for (const [name, value] of Object.entries(await read())) gauge.set({ [label]: name }, value);
    }
  }

  private add(name: string, help: string, label: string, read: () => Promise<Values>): void {
    const gauge = new Gauge({ name, help, labelNames: [label], registers: [this.registry] });
    this.gauges.push({ gauge, label, read });
  }

  private async countByStatus(entity: typeof Delivery | typeof JobRun): Promise<Values> {
    const rows = await this.studio.unitOfWork.manager
      .createQueryBuilder<Delivery | JobRun>(entity, 'record')
      .select('record.status', 'status')
      .addSelect('COUNT(*)', 'count')
      .groupBy('record.status')
      .getRawMany<{ status: string; count: number | string }>();
    return Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)]));
  }

  private async waitingByClass(): Promise<Values> {
    const rows = await query<{ priority: number; waiting: number | string }[]>(
      this.studio.unitOfWork.manager,
      "SELECT priority, COUNT(*) AS waiting FROM deliveries WHERE status = 'pending' GROUP BY priority",
    );
    const counts = new Map(rows.map(({ priority, waiting }) => [Number(priority), Number(waiting)]));
    return Object.fromEntries(DELIVERY_CLASSES.map((name) => [name, counts.get(PRIORITIES[name]) ?? 0]));
  }

  private async lastSuccesses(): Promise<Values> {
    const rows = await query<{ job: string; endedAt: unknown }[]>(
      this.studio.unitOfWork.manager,
      "SELECT job, MAX(finishedAt) AS endedAt FROM job_runs WHERE status = 'done' GROUP BY job",
    );
    return Object.fromEntries(rows.map(({ job, endedAt }) => [job, toInstant(endedAt).getTime() / 1000]));
  }
}

async function succeeds(check: () => Promise<unknown>): Promise<boolean> {
  try {
    await check();
    return true;
  } catch {
    return false;
  }
}

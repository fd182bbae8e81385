const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  labels: string;
  count: number;
  sumSeconds: number;
  buckets: number[];
}

/** Counts and times answers, by route and not by address: the number of series stays small. */
export class HttpMetrics {
  private readonly series = new Map<string, Series>();

  /** `route` is the declared path, e.g. `/clients/:id`. */
  observe(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${escapeLabel(route)}",status="${status}"`;
    const series = this.series.get(labels) ?? {
      labels,
      count: 0,
      sumSeconds: 0,
      buckets: BUCKETS_SECONDS.map(() => 0),
    };
    series.count += 1;
    series.sumSeconds += seconds;
    series.buckets = series.buckets.map((count, index) => count + (seconds <= (BUCKETS_SECONDS[index] ?? 0) ? 1 : 0));
    this.series.set(labels, series);
  }

  /** Prometheus' text format, without a closing line break. */
  render(): string {
    const name = 'crm_http_request_duration_seconds';
    const lines = [`# HELP ${name} Time to answer.`, `# TYPE ${name} histogram`];
    for (const { labels, count, sumSeconds, buckets } of this.series.values()) {
      BUCKETS_SECONDS.forEach((limit, index) => {
        lines.push(`${name}_bucket{${labels},le="${limit}"} ${buckets[index] ?? 0}`);
      });
      lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}`);
      lines.push(`${name}_sum{${labels}} ${sumSeconds.toFixed(6)}`, `${name}_count{${labels}} ${count}`);
    }
    return lines.join('\n');
  }
}

/** One gauge with one label. */
export function renderGauge(name: string, help: string, label: string, values: Record<string, number>): string {
  const lines = Object.entries(values).map(([key, value]) => `${name}{${label}="${escapeLabel(key)}"} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n');
}

export function escapeLabel(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

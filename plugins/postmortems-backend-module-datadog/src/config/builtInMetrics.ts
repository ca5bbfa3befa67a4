/** A metric to ask for, for each service of an incident. */
export type MetricTemplate = {
  name: string;
  /** With `$service`, and `$operation` for names of trace metrics. */
  query: string;
  /** Said of the metric whatever Datadog says. */
  unit?: string;
  /** When Datadog says none, as for most formulas. */
  fallbackUnit?: string;
  description?: string;
};

/**
 * Metrics by the names that teams use. Those of requests are the trace metrics of
 * Datadog's APM, `trace.<operation>.hits`, `.errors` and the distribution
 * `trace.<operation>`; those of resources come from the Agent's system checks.
 */
export const BUILT_IN_METRICS: Readonly<
  Record<string, Omit<MetricTemplate, 'name'>>
> = {
  error_rate: {
    query:
      'sum:trace.$operation.errors{service:$service}.as_count() / sum:trace.$operation.hits{service:$service}.as_count()',
    fallbackUnit: 'ratio',
    description: 'Share of requests that fail',
  },
  request_rate: {
    query: 'sum:trace.$operation.hits{service:$service}.as_rate()',
    fallbackUnit: 'per_second',
    description: 'Requests per second',
  },
  latency_p50: latency('p50'),
  latency_p95: latency('p95'),
  latency_p99: latency('p99'),
  cpu_utilization: {
    query: '100 - avg:system.cpu.idle{service:$service}',
    fallbackUnit: 'percent',
    description: 'Share of the CPU time of its hosts that is in use',
  },
  memory_utilization: {
    query: '100 - 100 * avg:system.mem.pct_usable{service:$service}',
    fallbackUnit: 'percent',
    description: 'Share of the memory of its hosts that is in use',
  },
};

function latency(percentile: 'p50' | 'p95' | 'p99') {
  return {
    query: `${percentile}:trace.$operation{service:$service}`,
    fallbackUnit: 'seconds',
    description: `Time that ${percentile.slice(1)} % of requests take at most`,
  };
}

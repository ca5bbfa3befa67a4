import type { TaggedService } from '../catalog/ServiceTags';
import type { DatadogConfig } from '../config/config';
import type { MetricTemplate } from '../config/builtInMetrics';
import type { Threshold } from '../config/metricExpression';
import type { WatchedMetric } from './collectMonitors';

/** A metric query for one service. */
export type PlannedQuery = MetricTemplate & {
  /** Entity ref. */
  service: string;
  /** Of the monitor on it. */
  threshold?: Threshold;
  /** Names of the monitors on it that alerted. */
  alerts: string[];
};

/**
 * The configured metrics for each service, and the metrics behind the monitors that
 * alerted. A metric that is both is asked for once, by its configured name.
 */
export function planQueries(options: {
  block: Pick<DatadogConfig, 'metrics' | 'operation' | 'env'>;
  services: TaggedService[];
  watched: WatchedMetric[];
}): PlannedQuery[] {
  const { block, services, watched } = options;
  const planned = block.metrics.flatMap(template =>
    (template.query.includes('$service') ? services : services.slice(0, 1)).map(
      ({ ref, tag }): PlannedQuery => ({
        ...template,
        query: render(template.query, block, tag),
        service: ref,
        alerts: [],
      }),
    ),
  );
  for (const { expression, threshold, alert, service } of watched) {
    const known = planned.find(
      ({ query }) => comparable(query) === comparable(expression),
    );
    if (known) {
      known.threshold ??= threshold;
      known.alerts = [...new Set([...known.alerts, alert])];
    } else {
      planned.push({
        name: alert,
        query: expression,
        service,
        threshold,
        alerts: [alert],
      });
    }
  }
  return planned;
}

/** The values are tags and names of operations, which need no quoting. */
function render(
  query: string,
  { operation, env }: Pick<DatadogConfig, 'operation' | 'env'>,
  service: string,
): string {
  return query
    .replaceAll(
      /service:\$service\b/g,
      env && !/\benv:/.test(query) ? `$&,env:${env}` : '$&',
    )
    .replaceAll('$service', () => service)
    .replaceAll('$operation', () => operation);
}

function comparable(query: string): string {
  return query.replace(/\s+/g, '');
}

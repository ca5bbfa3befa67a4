import type { InstanceConfig } from '../config/config';
import { sameExpression, splitAlertExpression } from './alertExpression';
import type { AlertingRule } from './answers';
import type { MetricQuery } from './metricEvidence';

/** A service as the catalog and as monitoring call it. */
export type MonitoredService = { ref: string; name: string };

/** An alert of the incident. */
export type WatchedAlert = {
  name: string;
  labels: Record<string, string>;
  service: MonitoredService;
  /** The expression that the alert itself says it comes from. */
  expression?: string;
};

/**
 * Everything to ask one instance: the configured queries for each service, and the expression behind each alert. An expression
 * that is a configured query as well is asked once, under the configured name.
 *
 * `rules` is `undefined` when the server has no rules API. Only then is the expression that came with the alert used: otherwise nothing
 * is run that the server does not run anyway.
 */
export function planQueries(options: {
  instance: InstanceConfig;
  services: MonitoredService[];
  alerts: WatchedAlert[];
  rules: AlertingRule[] | undefined;
}): MetricQuery[] {
  const { instance, services, alerts, rules } = options;
  const queries: MetricQuery[] = instance.queries.flatMap(
    ({ name, query, unit }) =>
      (query.perService ? services : services.slice(0, 1)).map(service => ({
        name,
        query: query.render(service.name),
        unit,
        service: service.ref,
      })),
  );
  for (const alert of alerts) {
    const expression = rules ? ruleOf(alert, rules)?.query : alert.expression;
    if (!expression) continue;
    const { query, threshold } = splitAlertExpression(expression);
    const known = queries.find(other => sameExpression(other.query, query));
    if (known) {
      known.threshold ??= threshold;
      known.alerts = [...new Set([...(known.alerts ?? []), alert.name])];
    } else {
      queries.push({
        name: alert.name,
        query,
        threshold,
        alerts: [alert.name],
        service: alert.service.ref,
      });
    }
  }
  return queries;
}

/** Several rules may raise alerts of one name, at several severities for example. */
function ruleOf(alert: WatchedAlert, rules: AlertingRule[]) {
  const named = rules.filter(rule => rule.name === alert.name);
  return (
    named.find(
      rule => alert.expression && sameExpression(rule.query, alert.expression),
    ) ??
    named.find(rule =>
      Object.entries(rule.labels).every(
        ([label, value]) =>
          value.includes('{{') || alert.labels[label] === value,
      ),
    )
  );
}

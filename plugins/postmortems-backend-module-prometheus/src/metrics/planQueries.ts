import type { InstanceConfig } from '../config/config';
import { isSameExpression, splitAlertExpression } from './alertExpression';
import type { AlertingRule } from './responses';
import type { MetricQuery } from './metricEvidence';

/** A service by its entity ref and its name in monitoring. */
export type MonitoredService = {
  ref: string;
  name: string;
  /** No component has the name. */
  isGuess?: boolean;
};

/** An alert of the incident. */
export type WatchedAlert = {
  name: string;
  labels: Record<string, string>;
  service: MonitoredService;
  /** PromQL from the link of the alert. */
  expression?: string;
};

/**
 * All queries to one instance: the configured ones for each service, and the
 * expression behind each alert. An expression that is also a configured query is
 * sent once, under the configured name.
 *
 * @param options - `rules` is `undefined` when the server has no rules API. Only
 * then is the expression from the alert's link used; otherwise nothing runs that
 * the server does not run anyway.
 */
export function planQueries(options: {
  instance: InstanceConfig;
  services: MonitoredService[];
  alerts: WatchedAlert[];
  rules: AlertingRule[] | undefined;
}): MetricQuery[] {
  const { instance, services, alerts, rules } = options;
  const queries: MetricQuery[] = instance.queries.flatMap(
    ({ name, query, unit, description }) =>
      (query.perService ? services : services.slice(0, 1)).map(service => ({
        name,
        query: query.render(service.name),
        unit,
        description,
        service: service.ref,
      })),
  );
  for (const alert of alerts) {
    const expression = rules ? findRule(alert, rules)?.query : alert.expression;
    if (!expression) continue;
    const { query, threshold } = splitAlertExpression(expression);
    const known = queries.find(other => isSameExpression(other.query, query));
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

/** Several rules can have one name, for example one per severity. */
function findRule(alert: WatchedAlert, rules: AlertingRule[]) {
  const named = rules.filter(rule => rule.name === alert.name);
  return (
    named.find(
      rule =>
        alert.expression && isSameExpression(rule.query, alert.expression),
    ) ??
    named.find(rule =>
      Object.entries(rule.labels).every(
        ([label, value]) =>
          value.includes('{{') || alert.labels[label] === value,
      ),
    )
  );
}

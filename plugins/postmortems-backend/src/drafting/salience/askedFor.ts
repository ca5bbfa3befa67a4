import type {
  AlertPayload,
  EvidenceNode,
  MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey, serviceName } from '../../verification';
import type { FiredAlert } from '../facts/alerts';
import type { Harm } from './direction';
import { wordsOf } from './words';

const DOWN = new Set(
  ['drop', 'dropped', 'low', 'below', 'fell', 'under', 'absent'].flatMap(
    wordsOf,
  ),
);
const UP = new Set(
  ['high', 'above', 'over', 'exceeds', 'exceeded', 'rose'].flatMap(wordsOf),
);
/** Part of a metric's words that an alert must have to be on it. */
const MOST = 0.6;
/** Words of metric names that say little of what is measured. */
const VAGUE = new Set(
  ['rate', 'ratio', 'total', 'count', 'number', 'percent', 'seconds', 'bytes']
    .concat(['milliseconds', 'sum', 'avg', 'average', 'in', 'of', 'value'])
    .concat(['request', 'requests', 'max', 'min', 'database', 'db'])
    .concat(['p50', 'p90', 'p95', 'p99', 'per', 'second', 'http', 'pod'])
    .concat(['client', 'server'])
    .flatMap(wordsOf),
);

const PERCENTILE = /p\d{2,3}(?!\d)/;

/** An alert with what it says of metrics, read once for all of them. */
export type ReadAlert = {
  alert: AlertPayload;
  service: string;
  /** What it evaluates, in the form that is compared. */
  expression: string;
  /** What it says, in the form that is compared, and the words of that. */
  key: string;
  words: ReadonlySet<string>;
};

export function readAlert({ node, alert }: FiredAlert): ReadAlert {
  const { alertName, summary = '', description = '' } = alert;
  const text = [alertName, summary, description].join(' ');
  return {
    alert,
    service: serviceName(node.metadata.service),
    expression: nameKey(
      [alert.expression, alert.expr, alert.query, alert.generatorURL]
        .filter(one => typeof one === 'string')
        .join(' '),
    ),
    key: nameKey(text),
    words: new Set(wordsOf(text)),
  };
}

/**
 * How clearly alerts are on a metric, from 0 to 1: 1 when the metric or an alert's
 * expression says so, less when only their words agree. An alert on another series
 * of the metric counts little. The clearest one may say which direction hurts.
 */
export function namedByAlerts(
  node: EvidenceNode,
  metric: MetricPayload,
  alerts: readonly ReadAlert[],
): { named: number; harm?: Harm } {
  const service = serviceName(node.metadata.service);
  const name = nameKey(metric.metric);
  const telling = tellingWords(metric.metric);
  let most: { named: number; harm?: Harm } = { named: 0 };
  for (const read of alerts) {
    const { alert } = read;
    const whole = namesMetric(read, metric, { name, service, telling });
    const named = isOnOther(alert, metric) ? whole / 4 : whole;
    if (named > most.named) most = { named, harm: directionOf(alert) };
  }
  return most;
}

function isOnOther({ labels = {} }: AlertPayload, metric: MetricPayload) {
  const own = metric.labels ?? {};
  return Object.entries(labels).some(
    ([label, value]) => Object.hasOwn(own, label) && own[label] !== value,
  );
}

/** The direction that an alert's words are about, when they are about one. */
function directionOf({
  alertName,
  summary = '',
}: AlertPayload): Harm | undefined {
  const words = new Set(wordsOf(`${alertName} ${summary}`));
  const [isDown, isUp] = [DOWN, UP].map(set =>
    [...set].some(word => words.has(word)),
  );
  if (isDown === isUp) return undefined;
  return isDown ? 'down' : 'up';
}

function namesMetric(
  { alert, service, expression, key, words }: ReadAlert,
  { alerts }: MetricPayload,
  metric: { name: string; service: string; telling: readonly string[] },
): number {
  if (Array.isArray(alerts) && alerts.includes(alert.alertName)) return 1;
  if (expression.includes(metric.name)) return 1;
  if (service !== metric.service) return 0;
  if (key.includes(metric.name)) return 1;
  if (!hasMost(metric.telling, words)) return 0;
  const percentile = PERCENTILE.exec(metric.name)?.[0];
  const said = PERCENTILE.exec(key)?.[0];
  // An alert on the 99th percentile is less on the others
  return percentile && said && percentile !== said ? 0.5 : 0.7;
}

/** Whether the words of a text name a metric. */
export function namesIn(text: string, metric: string): boolean {
  return hasMost(tellingWords(metric), new Set(wordsOf(text)));
}

function tellingWords(metric: string): string[] {
  return wordsOf(metric).filter(word => !VAGUE.has(word));
}

function hasMost(
  telling: readonly string[],
  said: ReadonlySet<string>,
): boolean {
  const found = telling.filter(word => said.has(word));
  return telling.length > 0 && found.length >= telling.length * MOST;
}

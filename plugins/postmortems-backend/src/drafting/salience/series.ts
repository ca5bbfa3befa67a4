import type {
  EvidenceNode,
  MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { regionOf, serviceName } from '../../verification';
import type { KnownEvidence } from '../facts/knownEvidence';

export type Captured = { node: EvidenceNode; metric: MetricPayload };

/** A series with the labels that tell it from others of the same metric and service. */
export type DistinctSeries = Captured & { labels: Record<string, string> };

/** Labels by which people tell series apart, the usual ones first. */
const USUAL = [
  ...['region', 'mode', 'state', 'status', 'code', 'method', 'route'],
  ...['mountpoint', 'device', 'queue', 'topic', 'pod', 'instance'],
];

/** Labels that say where a series is from. Services have namespaces and regions of their own. */
const ENVIRONMENTS = ['env', 'environment', 'stage'];
const OF_SERVICE = ['namespace', 'region'];
const PLACES = [...ENVIRONMENTS, 'cluster', 'tenant', ...OF_SERVICE];

/** Each series once: of several captures the one with the most points. */
export function distinctSeries(
  evidence: readonly KnownEvidence[],
): DistinctSeries[] {
  const best = new Map<string, Captured>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'metric') continue;
    const key = keyOf(node, payload);
    const known = best.get(key);
    if (!known || known.metric.points.length < payload.points.length) {
      best.set(key, { node, metric: payload });
    }
  }
  const groups = new Map<string, Captured[]>();
  for (const one of best.values()) {
    const { node, metric } = one;
    const key = JSON.stringify([
      metric.metric,
      serviceName(node.metadata.service),
    ]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const isApart = unusualPlaces([...best.values()]);
  return [...groups.values()].flatMap(group => withLabels(group, isApart));
}

/** Whether a series is from elsewhere than others: where it is from then matters, whatever its metric. */
function unusualPlaces(
  all: readonly Captured[],
): (one: Captured, label: string) => boolean {
  const counts = new Map<string, Map<string, number>>();
  const scopeOf = ({ node }: Captured, label: string) =>
    JSON.stringify([
      label,
      OF_SERVICE.includes(label) ? serviceName(node.metadata.service) : '',
    ]);
  for (const one of all) {
    const labels = labelsOf(one);
    for (const label of PLACES) {
      const value = labels[label];
      if (!value) continue;
      const scope = scopeOf(one, label);
      const known = counts.get(scope) ?? new Map<string, number>();
      counts.set(scope, known.set(value, (known.get(value) ?? 0) + 1));
    }
  }
  return (one, label) => {
    const own = labelsOf(one)[label];
    const known = counts.get(scopeOf(one, label));
    if (!own || !known || known.size < 2) return false;
    // Which environment is the one that counts the labels do not say
    if (ENVIRONMENTS.includes(label)) return true;
    const sum = [...known.values()].reduce((a, b) => a + b);
    const common = [...known].find(([, count]) => count * 2 > sum)?.[0];
    return common === undefined ? !OF_SERVICE.includes(label) : own !== common;
  };
}

function keyOf(node: EvidenceNode, metric: MetricPayload): string {
  const { labels = {}, query = '' } = metric;
  return JSON.stringify([
    metric.metric,
    query.replace(/\s+/g, ''),
    serviceName(node.metadata.service),
    node.metadata.region,
    Object.keys(labels)
      .sort()
      .map(label => [label, labels[label]]),
  ]);
}

/** The fewest labels that tell the series of a metric apart, and those that tell it from most others. */
function withLabels(
  group: readonly Captured[],
  isApart: (one: Captured, label: string) => boolean,
): DistinctSeries[] {
  const all = group.map(labelsOf);
  const names = [...new Set(all.flatMap(labels => Object.keys(labels)))]
    .filter(name => new Set(all.map(labels => labels[name])).size > 1)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const chosen: string[] = [];
  const kinds = (labels: readonly string[]) =>
    new Set(all.map(one => JSON.stringify(labels.map(name => one[name])))).size;
  for (const name of names) {
    const before = kinds(chosen);
    if (before === group.length) break;
    if (kinds([...chosen, name]) > before) chosen.push(name);
  }
  // An environment says more than its cluster
  const placesOf = (one: Captured) => {
    const places = PLACES.filter(label => isApart(one, label));
    const environments = places.filter(label => ENVIRONMENTS.includes(label));
    return environments.length > 0 ? environments : places;
  };
  return group.map((one, index) => ({
    ...one,
    labels: Object.fromEntries(
      [
        ...chosen,
        ...placesOf(one).filter(label => !chosen.includes(label)),
      ].flatMap(name => {
        const value = all[index][name];
        return value === undefined || value === '' ? [] : [[name, value]];
      }),
    ),
  }));
}

function labelsOf({ node, metric }: Captured): Record<string, string> {
  const { __name__: _, ...labels } = metric.labels ?? {};
  const region = regionOf(node);
  return { ...labels, ...(region !== undefined && { region }) };
}

function rank(name: string): number {
  const place = USUAL.indexOf(name);
  return place < 0 ? USUAL.length : place;
}

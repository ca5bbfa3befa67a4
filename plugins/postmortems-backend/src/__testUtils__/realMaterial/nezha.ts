import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { RealCase } from './RealCase';

const faultsSchema = z.record(
  z.string(),
  z.array(
    z.looseObject({
      inject_timestamp: z.string(),
      inject_pod: z.string(),
      inject_type: z.string(),
    }),
  ),
);

const METRICS = {
  'CpuUsageRate(%)': 'cpu_usage_rate',
  'MemoryUsageRate(%)': 'memory_usage_rate',
} as const;

/** Minutes of measurements before and after the fault was injected. */
const LEAD_MINUTES = 15;
const LAG_MINUTES = 6;
/** Minutes after the fault in which a look expects it to show. */
const EFFECT_MINUTES = 5;
const LOG_LINES = 400;

type Series = {
  service: string;
  column: keyof typeof METRICS;
  points: [string, number][];
};

/** The injected CPU fault of the Nezha sample, with the truth from its fault list. */
export function readNezhaCase(directory: string): RealCase {
  const folder = path.join(
    directory,
    fs.readdirSync(directory).find(name => name.startsWith('onlineboutique'))!,
  );
  const injected = faultsSchema
    .parse(JSON.parse(read(folder, 'fault_list.json')))
    ['05'].find(fault => fault.inject_pod.startsWith('currencyservice'))!;
  const start = Number(injected.inject_timestamp) * 1000;
  const window = {
    from: start - LEAD_MINUTES * 60_000,
    to: start + LAG_MINUTES * 60_000,
  };
  const series = fs
    .readdirSync(folder)
    .filter(file => file.endsWith('_metric.csv'))
    .flatMap(file =>
      readSeries(read(folder, file), file.split('-')[0], window),
    );
  const faultyService = injected.inject_pod.split('-')[0];

  const cpu = series.filter(one => one.column === 'CpuUsageRate(%)');
  const highestOf = (one: Series) =>
    Math.max(...valuesBetween(one, start, window.to)).toFixed(1);
  const looks = cpu.map(one => {
    const calm = valuesBetween(one, window.from, start);
    const risen =
      median(valuesBetween(one, start, start + EFFECT_MINUTES * 60_000)) >
      Math.max(...calm);
    const before = mean(calm).toFixed(1);
    const change = risen ? 'risen' : 'steady';
    return {
      stepId: `cpu-${one.service}`,
      action: 'query_metric' as const,
      input: { metric: METRICS[one.column], service: one.service },
      output: `cpu_usage_rate of ${
        one.service
      }: mean ${before} % before, highest ${highestOf(one)} % after: ${change}`,
      evidenceId: idOf(one),
      expected: ['risen'],
    };
  });
  const highest = highestOf(cpu.find(one => one.service === faultyService)!);

  return {
    name: path.basename(folder),
    incident: {
      key: 'NEZHA-currencyservice-cpu',
      title: 'Slow storefront',
      severity: 'sev2',
      services: [
        ...new Set(series.map(one => `component:default/${one.service}`)),
      ],
      startedAt: new Date(start).toISOString(),
      resolvedAt: new Date(window.to).toISOString(),
    },
    evidence: [
      ...series.map(one => metricNode(one, window.to)),
      ...readLogs(read(folder, '05_20_log.first4000.csv')),
    ],
    looks,
    knownCause: `The cpu_usage_rate of ${faultyService} has risen to ${highest} %.`,
  };
}

function read(folder: string, file: string) {
  return fs.readFileSync(path.join(folder, file), 'utf8');
}

function readSeries(
  csv: string,
  service: string,
  window: { from: number; to: number },
): Series[] {
  const [header, ...rows] = csv
    .trim()
    .split('\n')
    .map(line => line.split(','));
  return (Object.keys(METRICS) as (keyof typeof METRICS)[]).map(column => ({
    service,
    column,
    points: rows
      .map(row => ({
        at: Number(row[header.indexOf('TimeStamp')]) * 1000,
        value: Number(row[header.indexOf(column)]),
      }))
      .filter(
        ({ at, value }) =>
          at >= window.from && at <= window.to && Number.isFinite(value),
      )
      .map(({ at, value }): [string, number] => [
        new Date(at).toISOString(),
        value,
      ]),
  }));
}

function metricNode(series: Series, end: number): SubmitEvidenceNode {
  return {
    id: idOf(series),
    sourceType: 'telemetry',
    timestamp: new Date(end).toISOString(),
    provider: 'nezha',
    metadata: { service: series.service },
    payload: {
      kind: 'metric',
      metric: METRICS[series.column],
      unit: 'percent',
      points: series.points,
      stepSeconds: 60,
    },
  };
}

function idOf(series: Series) {
  return `${METRICS[series.column]}/${series.service}`;
}

function valuesBetween(series: Series, from: number, to: number): number[] {
  return series.points
    .filter(([at]) => Date.parse(at) >= from && Date.parse(at) < to)
    .map(([, value]) => value);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function readLogs(csv: string): SubmitEvidenceNode[] {
  return csv
    .split('\n')
    .slice(1, LOG_LINES + 1)
    .filter(Boolean)
    .map((line, index) => {
      // Seven plain columns, then the log as one quoted column.
      const [timestamp, , , pod] = line.split(',', 4);
      const message = line.split(',').slice(7).join(',').replace(/^"|"$/g, '');
      return {
        id: `log/${index}`,
        sourceType: 'telemetry' as const,
        timestamp,
        provider: 'nezha',
        metadata: { service: pod.split('-')[0] },
        payload: { kind: 'log', message: message.replaceAll('""', '"') },
      };
    });
}

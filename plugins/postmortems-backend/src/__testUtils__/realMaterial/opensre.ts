import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { firstSentence, RealCase, RealLook } from './RealCase';

const alertSchema = z.looseObject({
  title: z.string(),
  state: z.string(),
  commonLabels: z.record(z.string(), z.string()),
  commonAnnotations: z.record(z.string(), z.string()),
});

const answerSchema = z.looseObject({
  root_cause_category: z.string(),
  required_keywords: z.array(z.string()),
  forbidden_categories: z.array(z.string()).default([]),
  model_response: z.string(),
});

/** Other tools have fields of these names too, with other content. */
const contentSchema = z.looseObject({
  logs: z
    .array(
      z.looseObject({
        timestamp: z.string(),
        message: z.string(),
        status: z.string().optional(),
        service: z.string().optional(),
      }),
    )
    .catch([]),
  warning_events: z
    .array(
      z.looseObject({
        reason: z.string(),
        message: z.string(),
        last_time: z.string().nullish(),
      }),
    )
    .catch([]),
});

const ACTIONS: Record<string, RealLook['action']> = {
  eks_pods: 'correlate_event',
  eks_events: 'correlate_event',
  eks_deployments: 'check_deployment',
  eks_node_health: 'query_metric',
  eks_pod_logs: 'inspect_log',
  datadog_logs: 'inspect_log',
  datadog_monitors: 'query_metric',
};

/** The made-up Kubernetes incidents of opensre, one case a folder. */
export function readOpensreCases(directory: string): RealCase[] {
  return fs
    .readdirSync(directory)
    .filter(name => fs.existsSync(path.join(directory, name, 'answer.yml')))
    .map(name => readCase(path.join(directory, name), name));
}

function readCase(folder: string, name: string): RealCase {
  const read = (file: string) =>
    fs.readFileSync(path.join(folder, file), 'utf8');
  const alert = alertSchema.parse(JSON.parse(read('alert.json')));
  const answer = answerSchema.parse(parse(read('answer.yml')));
  const service = alert.commonLabels.service ?? 'payments-api';
  const files = fs
    .readdirSync(folder)
    .filter(file => Object.hasOwn(ACTIONS, path.basename(file, '.json')));
  const material = files.map(read).join('\n');
  // The cases carry their own dates; one that has none in its material gets a fixed one.
  const times = [...material.matchAll(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g)]
    .map(match => match[0])
    .sort();
  const startedAt = times.at(0) ?? '2026-04-18T10:00:00Z';
  const latest = times.at(-1) ?? '2026-04-18T10:30:00Z';
  const metadata = { service, region: 'us-east-1', correlationId: name };

  const telemetry = {
    sourceType: 'telemetry' as const,
    timestamp: latest,
    metadata,
  };
  const evidence: SubmitEvidenceNode[] = [
    {
      ...telemetry,
      id: 'alert',
      provider: 'datadog',
      payload: {
        kind: 'alert',
        alertName: alert.commonLabels.alertname ?? alert.title,
        status: alert.state === 'normal' ? 'resolved' : 'firing',
        severity: alert.commonLabels.severity ?? 'unknown',
        summary: alert.commonAnnotations.summary ?? alert.title,
        labels: alert.commonLabels,
        // The other annotations give the answer away
        description: alert.commonAnnotations.description ?? '',
      },
    },
    ...files.flatMap((file): SubmitEvidenceNode[] => {
      const id = path.basename(file, '.json');
      const content = JSON.parse(read(file));
      const { logs, warning_events: events } = contentSchema.parse(content);
      return [
        {
          ...telemetry,
          id,
          provider: id.startsWith('datadog') ? 'datadog' : 'kubernetes',
          payload: content,
        },
        ...logs.map((log, index) => ({
          ...telemetry,
          id: `${id}/${index}`,
          timestamp: log.timestamp,
          provider: 'datadog',
          metadata: { ...metadata, service: log.service ?? service },
          payload: {
            kind: 'log',
            level: log.status ?? 'info',
            message: log.message,
          },
        })),
        ...events.map(({ reason, message, last_time }, index) => ({
          ...telemetry,
          id: `${id}/${index}`,
          timestamp: last_time ?? latest,
          provider: 'kubernetes',
          payload: { kind: 'event', reason, message },
        })),
      ];
    }),
  ];

  const cause = /^\s*ROOT_CAUSE:\s*(.+)$/m.exec(answer.model_response)?.[1];
  return {
    name,
    incident: {
      key: `OPENSRE-${name}`,
      title: alert.title,
      severity: alert.commonLabels.severity === 'critical' ? 'sev1' : 'sev3',
      services: [`component:default/${service}`],
      startedAt,
      resolvedAt: latest > startedAt ? latest : undefined,
    },
    evidence,
    looks: files.map(file => {
      const id = path.basename(file, '.json');
      return {
        stepId: `look-${id}`,
        action: ACTIONS[id],
        input: { source: id, workload: service },
        // As the agent of the case saw it: the whole answer of the tool.
        output: JSON.stringify(JSON.parse(read(file))),
        evidenceId: id,
        expected: answer.required_keywords,
      };
    }),
    forbiddenKinds: answer.forbidden_categories,
    knownCause:
      cause && answer.root_cause_category !== 'healthy'
        ? firstSentence(cause)
        : undefined,
  };
}

import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { RealCase, RealLook, toId } from './RealCase';

const callSchema = z.looseObject({
  tool_name: z.string(),
  toolset_name: z.string(),
});

const resultSchema = z.looseObject({
  params: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * What each case is about, and words that only its cause has. In our own words.
 */
const CASES: Record<
  string,
  { service: string; cause: string; expected: string[]; at: string }
> = {
  '07_high_latency': {
    service: 'customer-orders',
    cause: 'Slow database calls delay customer-orders.',
    expected: ['database call', 'db'],
    at: '2024-11-26T12:30:00Z',
  },
  '12_job_crashing': {
    service: 'java-api-checker',
    cause: 'java-api-checker cannot reach the database at prod-db:3333.',
    expected: ['prod-db:3333'],
    at: '2024-11-26T12:30:00Z',
  },
  '37_argocd_wrong_namespace': {
    service: 'demo-app',
    cause: 'The demo-app manifests name the namespace my-demoshop-namespaces.',
    expected: ['my-demoshop-namespaces'],
    at: '2025-01-15T12:00:00Z',
  },
  '158_slack_chat_correct_date': {
    service: 'frontend-service',
    cause: 'CPU throttling of the container stress in frontend-service.',
    expected: ['throttl', 'frontend-service'],
    at: '2025-08-23T13:00:00Z',
  },
};

/** The recorded tool calls of HolmesGPT's evaluation cases that know their cause. */
export function readHolmesCases(directory: string): RealCase[] {
  return Object.entries(CASES).map(([name, known]) => {
    const folder = path.join(directory, name);
    const calls = fs
      .readdirSync(folder)
      .filter(file => file.endsWith('.txt'))
      .map(file => readCall(path.join(folder, file)));
    const metadata = { service: known.service };
    return {
      name,
      incident: {
        key: `HOLMES-${toId(name)}`,
        title: `Investigation of ${known.service}`,
        severity: 'sev2',
        services: [`component:default/${known.service}`],
        startedAt: new Date(Date.parse(known.at) - 30 * 60_000).toISOString(),
        resolvedAt: known.at,
      },
      evidence: calls.map(call => ({
        id: call.id,
        sourceType: 'agent_trace' as const,
        timestamp: known.at,
        provider: 'holmesgpt',
        metadata,
        payload: { tool: call.tool, params: call.params, output: call.output },
      })),
      looks: calls.map(call => ({
        stepId: `look-${call.id}`.slice(0, 120),
        action: call.action,
        input: { tool: call.tool },
        output: call.output,
        evidenceId: call.id,
        expected: known.expected,
      })),
      knownCause: known.cause,
    };
  });
}

function readCall(file: string) {
  const [callLine, resultLine, ...rest] = fs
    .readFileSync(file, 'utf8')
    .split('\n');
  const call = callSchema.parse(JSON.parse(callLine));
  const result = resultSchema.parse(JSON.parse(resultLine));
  return {
    id: toId(path.basename(file, '.txt')),
    tool: call.tool_name,
    action: actionOf(call.tool_name),
    params: z.record(z.string(), z.json()).parse(result.params ?? {}),
    output: rest.join('\n'),
  };
}

const ACTIONS: [tool: RegExp, action: RealLook['action']][] = [
  [/log/, 'inspect_log'],
  [/prom|metric|top/, 'query_metric'],
  [/argo|deploy/, 'check_deployment'],
];

function actionOf(tool: string): RealLook['action'] {
  return (
    ACTIONS.find(([pattern]) => pattern.test(tool))?.[1] ?? 'correlate_event'
  );
}

import {
  type Incident,
  pastTimeSchema,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type SourceTrace,
  traceOfAgent,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { readCalls, utc } from './readCalls';
import type { Investigation } from './readInvestigation';
import { causeIn, ruledOutIn } from './readSummary';
import { isCut } from './truncated';

/** Of one incident. */
const MAX_THOUGHTS = 500;

/**
 * The trace of an investigation, and its summary, findings and thoughts. The same
 * answers have the same ids; an investigation that went on is another trace.
 */
export function toEvidence(
  investigation: Investigation,
  options: {
    incident: Incident;
    license: string | undefined;
    url: string | undefined;
  },
): { nodes: SubmitEvidenceNode[]; traces: SourceTrace[]; leftOut: number } {
  const { incident, license, url } = options;
  const { id, summary, findings, thoughts } = investigation;
  const about = (id ?? incident.key)
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, 64);
  const traceId = `aurora-${about}-${digestOf(investigation).slice(0, 12)}`;
  const sourceUrl =
    url && id ? `${url}/incidents/${encodeURIComponent(id)}` : undefined;

  const nodeOf = (
    name: string,
    at: string | undefined | null,
    payload: SubmitEvidenceNode['payload'],
    wasCut = false,
  ): SubmitEvidenceNode & { id: string } => ({
    // By content, so that one that changed is kept beside what it was
    id: `aurora-${about}/${name}-${digestOf([at, payload]).slice(0, 8)}`,
    sourceType: 'agent_trace',
    timestamp: pastTimeSchema.safeParse(utc(at)).data ?? incident.startedAt,
    payload,
    metadata: { service: incident.services[0], correlationId: traceId },
    provider: 'aurora',
    ...(sourceUrl && { sourceUrl }),
    ...(wasCut && { truncated: true }),
  });
  const answer =
    summary &&
    nodeOf('summary', investigation.analyzedAt, {
      ...(investigation.title && { question: investigation.title }),
      answer: summary,
    });
  const nodes = [
    ...(answer ? [answer] : []),
    ...findings.map(one =>
      nodeOf(
        `finding-${one.agent_id.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 64)}`,
        one.completed_at ?? one.started_at,
        {
          agent: one.agent_id,
          ...(one.role_name && { role: one.role_name }),
          ...(one.purpose && { purpose: one.purpose }),
          ...(one.status && { status: one.status }),
          ...(one.self_assessed_strength && {
            strength: one.self_assessed_strength,
          }),
          ...(one.body && { finding: one.body }),
        },
      ),
    ),
    ...thoughts
      .slice(0, MAX_THOUGHTS)
      .map(({ content, type, at }) =>
        nodeOf(
          'thought',
          at,
          { thought: content, ...(type && { type }) },
          isCut(content),
        ),
      ),
  ];

  const calls = readCalls(investigation);
  const cause = summary ? causeIn(summary) : undefined;
  const support = calls
    .filter(({ keys }) => keys.some(key => cause?.keys.includes(key)))
    .map(call => call.id);
  const ruledOut = summary ? ruledOutIn(summary) : [];
  const run = traceOfAgent({
    traceId,
    investigator: 'Aurora',
    provider: 'aurora',
    ...(sourceUrl && { sourceUrl }),
    ...(license && { license }),
    calls: calls.map(({ keys: _, ...call }) => call),
    ...(cause && { rootCause: cause.statement }),
    // What it does not cite for the cause is no support
    support,
    ruledOut:
      ruledOut.length > 0
        ? ruledOut
        : findings.flatMap(({ body }) => ruledOutIn(body ?? '')),
  });
  if (!run) return { nodes, traces: [], leftOut: 0 };
  const { trace, leftOut } = run;
  return {
    nodes,
    traces: [trace],
    leftOut: leftOut + Math.max(0, thoughts.length - MAX_THOUGHTS),
  };
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

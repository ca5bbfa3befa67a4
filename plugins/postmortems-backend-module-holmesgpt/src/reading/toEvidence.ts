import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type CatalogServices,
  firstStatement,
  rootCauseIn,
  type SourceTrace,
  traceOfAgent,
} from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { metricNodes } from './metricNodes';
import type { Investigation } from './readInvestigations';

/** Tools by which it organises its own work. */
const OWN_TOOLS = /^(?:TodoWrite|fetch_runbook)$/i;
const ROOT_CAUSE_SECTION = /root causes?|^(?:most )?(?:likely|probable) cause/i;

/**
 * The trace of an investigation, the series that it read, and its answer. The same
 * investigation has the same ids, however it comes.
 */
export async function toEvidence(
  investigation: Investigation,
  options: {
    incident: Incident;
    license: string | undefined;
    services: Pick<CatalogServices, 'find'>;
  },
): Promise<{
  nodes: SubmitEvidenceNode[];
  trace?: SourceTrace;
  leftOut: number;
}> {
  const { incident, license, services } = options;
  const { answer, question, sections } = investigation;
  const traceId = `holmesgpt-${digestOf(investigation)}`;
  const sourceUrl = webUrl(investigation.url);
  const nodes: SubmitEvidenceNode[] = [];
  const calls = [];
  for (const { answer: told, ...call } of investigation.calls) {
    if (OWN_TOOLS.test(call.tool)) continue;
    const series = await metricNodes(told, {
      idPrefix: `${traceId}/${calls.length + 1}`,
      traceId,
      services,
    });
    nodes.push(...series);
    calls.push({ ...call, evidence: series.map(({ id }) => id) });
  }
  const rootCause = causeIn(investigation);
  const answerId = `${traceId}/answer`;
  const hasAnswer = Boolean(answer || sections);
  const run = traceOfAgent({
    traceId,
    investigator: 'HolmesGPT',
    provider: 'holmesgpt',
    ...(sourceUrl && { sourceUrl }),
    ...(license && { license }),
    calls,
    ...(rootCause && { rootCause }),
    ...(hasAnswer && { statedIn: answerId }),
  });
  if (hasAnswer) {
    nodes.push({
      id: answerId,
      sourceType: 'agent_trace',
      // HolmesGPT does not say when it answered; that it was captured later is known
      timestamp: incident.startedAt,
      payload: {
        ...(question && { question }),
        ...(answer && { answer }),
        ...(sections && { sections }),
      },
      metadata: { service: incident.services[0], correlationId: traceId },
      provider: 'holmesgpt',
      ...(sourceUrl && { sourceUrl }),
    });
  }
  if (!run) return { nodes, leftOut: 0 };
  const { trace, leftOut } = run;
  return {
    nodes,
    leftOut,
    trace,
  };
}

/** Only what it calls the root cause. */
function causeIn({ answer, sections = {} }: Investigation): string | undefined {
  const section = Object.entries(sections).find(([title]) =>
    ROOT_CAUSE_SECTION.test(title),
  );
  return (
    (section && (rootCauseIn(section[1]) ?? firstStatement(section[1]))) ??
    (answer === undefined ? undefined : rootCauseIn(answer))
  );
}

function webUrl(url: string | undefined): string | undefined {
  return url && /^https?:$/.test(URL.parse(url)?.protocol ?? '')
    ? url
    : undefined;
}

function digestOf({ answer, calls }: Investigation): string {
  const known = calls.map(({ id, tool, output }) => [id, tool, output ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([answer ?? null, known]))
    .digest('hex')
    .slice(0, 24);
}

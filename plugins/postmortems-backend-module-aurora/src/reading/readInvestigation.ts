import { InputError } from '@backstage/errors';
import { z } from 'zod';

const text = z.string().nullish().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const id = z.union([z.string(), z.number()]).transform(String);

/** A row of `execution_steps`: a call of a tool. */
const stepSchema = z.looseObject({
  id: id.optional(),
  tool_name: z.string(),
  tool_input: z.json().optional().catch(undefined),
  tool_output: text,
  status: text,
  error_message: text,
  started_at: text,
});
/** An entry of `tool_call_history` of a sub-agent. */
const historySchema = z.looseObject({
  tool_name: z.string(),
  args: z.json().optional().catch(undefined),
  output_excerpt: text,
  is_error: z.boolean().optional().catch(undefined),
  status: text,
  started_at: text,
});
/** A row of `incident_citations`: an answer of a tool that the summary cites by number. */
const citationSchema = z.looseObject({
  key: id,
  toolName: z.string().catch('Unknown'),
  command: text,
  output: text,
  executedAt: text,
});
const thoughtSchema = z
  .looseObject({
    id: id.optional(),
    content: z.string().min(1),
    type: text,
    thought_type: text,
    timestamp: text,
    event_time: text,
  })
  .transform(
    ({ type, thought_type: other, timestamp, event_time: at, ...one }) => ({
      id: one.id,
      content: one.content,
      type: type ?? other ?? undefined,
      at: timestamp ?? at ?? undefined,
    }),
  );
/** A row of `rca_findings`, with the body where it was asked for. */
const findingSchema = z.looseObject({
  agent_id: z.string(),
  role_name: text,
  purpose: text,
  status: text,
  self_assessed_strength: text,
  started_at: text,
  completed_at: text,
  body: text,
  tool_call_history: list,
});
const incidentSchema = z.looseObject({
  id: z.string(),
  alert: z.looseObject({ title: text }).optional().catch(undefined),
  summary: text,
  analyzedAt: text,
  citations: list,
  streamingThoughts: list,
});

/** What Aurora knows of one of its incidents. */
export type Investigation = {
  id?: string;
  title?: string;
  summary?: string;
  analyzedAt?: string;
  steps: z.output<typeof stepSchema>[];
  citations: z.output<typeof citationSchema>[];
  thoughts: z.output<typeof thoughtSchema>[];
  findings: (z.output<typeof findingSchema> & {
    history: z.output<typeof historySchema>[];
  })[];
};

/**
 * Reads answers of Aurora's API about one incident, in any number and order
 * (server/routes/incidents_routes.py, incidents_findings.py and
 * monitor/waterfall_routes.py of github.com/Arvo-AI/aurora, August 2026):
 * `GET /api/incidents/<id>`, `/api/monitor/incidents/<id>/timeline`,
 * `/api/incidents/<id>/findings` and `/api/incidents/<id>/findings/<agent>`.
 *
 * @param json - text, or what was parsed of it
 * @throws `InputError` when none of it is one
 */
export function readInvestigation(json: unknown): {
  investigation: Investigation;
  skipped: { reason: string; count: number }[];
} {
  const answers = [typeof json === 'string' ? parseJson(json) : json].flat();
  const found: Investigation = {
    steps: [],
    citations: [],
    thoughts: [],
    findings: [],
  };
  const odd = { answers: 0, items: 0 };
  const parsed = <T>(schema: z.ZodType<T>, items: readonly unknown[]): T[] =>
    items.flatMap(item => {
      const one = schema.safeParse(item);
      if (one.success) return [one.data];
      odd.items++;
      return [];
    });
  const ids = new Set<string>();
  for (const answer of answers) {
    const of = (answer ?? {}) as Record<string, unknown>;
    const incident = incidentSchema.safeParse(of.incident ?? of).data;
    if (incident) {
      ids.add(incident.id);
      found.id = incident.id;
      found.title = incident.alert?.title ?? undefined;
      found.summary = incident.summary ?? undefined;
      found.analyzedAt = incident.analyzedAt ?? undefined;
      found.citations.push(...parsed(citationSchema, incident.citations));
      // In whole, which those of the timeline are not
      found.thoughts = parsed(thoughtSchema, incident.streamingThoughts);
    } else if (Array.isArray(of.steps)) {
      if (typeof of.incident_id === 'string') ids.add(of.incident_id);
      found.id ??=
        typeof of.incident_id === 'string' ? of.incident_id : undefined;
      found.steps.push(...parsed(stepSchema, of.steps));
      if (found.thoughts.length === 0) {
        found.thoughts = parsed(thoughtSchema, list.parse(of.thoughts));
      }
    } else if (Array.isArray(of.findings)) {
      addFindings(found, parsed(findingSchema, of.findings), parsed);
    } else if (typeof of.agent_id === 'string') {
      addFindings(found, parsed(findingSchema, [of]), parsed);
    } else {
      odd.answers++;
    }
  }
  if (ids.size > 1) {
    throw new InputError(
      `The answers are of ${ids.size} incidents of Aurora; send those of one`,
    );
  }
  if (!found.id && found.findings.length === 0) {
    throw new InputError(
      'This is no answer of Aurora about an incident. Send those of GET /api/incidents/<id> and /api/monitor/incidents/<id>/timeline, together as a list',
    );
  }
  return {
    investigation: found,
    skipped: [
      { reason: 'Answers that are not about an incident', count: odd.answers },
      { reason: 'Items of answers that could not be read', count: odd.items },
    ].filter(({ count }) => count > 0),
  };
}

/** The list has all but the bodies, which are answers of their own. */
function addFindings(
  found: Investigation,
  findings: z.output<typeof findingSchema>[],
  parsed: <T>(schema: z.ZodType<T>, items: readonly unknown[]) => T[],
): void {
  for (const finding of findings) {
    const known = found.findings.find(
      ({ agent_id: agent }) => agent === finding.agent_id,
    );
    const history = parsed(historySchema, finding.tool_call_history);
    if (!known) {
      found.findings.push({ ...finding, history });
      continue;
    }
    for (const [key, value] of Object.entries(finding)) {
      known[key] ??= value;
    }
    known.history.push(...history);
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new InputError('The file is no JSON');
  }
}

import type {
  createIncidentSchema,
  SubmitEvidenceNode,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import fs from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

/** A case that others recorded or made up, in the terms of the HTTP API. */
export type RealCase = {
  name: string;
  incident: z.input<typeof createIncidentSchema>;
  evidence: SubmitEvidenceNode[];
  /** What was looked at, in order; each output is the case's own material. */
  looks: RealLook[];
  /** The cause that the case's authors name, if any. */
  knownCause?: string;
  /** Kinds of causes that the case's authors call wrong. */
  forbiddenKinds?: string[];
};

/** One look of an investigation. */
export type RealLook = {
  stepId: string;
  action:
    | 'query_metric'
    | 'inspect_log'
    | 'check_deployment'
    | 'correlate_event';
  input: Record<string, string>;
  output: string;
  evidenceId: string;
  /** What the output must contain for the step to count as validated; any of them. */
  expected: string[];
};

type Trace = z.input<typeof submitTraceSchema>;

/**
 * An investigation over a case's own material. A step without the expected
 * finding ends its branch as refuted. The other steps are chained.
 *
 * @param cause - the sentence to put forward; the truth, or a lie that the verifier should notice
 */
export function traceOf(realCase: RealCase, cause: string | null): Trace {
  const judged = realCase.looks.map(look => ({
    look,
    found: look.expected.filter(word =>
      look.output
        .toLocaleLowerCase('en-US')
        .includes(word.toLocaleLowerCase('en-US')),
    ),
  }));
  const chain = judged.filter(({ found }) => found.length > 0);
  const steps = judged.map(({ look, found }) => {
    const next = found.length
      ? chain[chain.findIndex(link => link.look === look) + 1]
      : undefined;
    return {
      stepId: look.stepId,
      action: look.action,
      input: look.input,
      output: look.output,
      evidence: [look.evidenceId],
      validation: {
        passed: found.length > 0,
        rule: `output contains one of: ${look.expected.join(', ')}`.slice(
          0,
          500,
        ),
        explanation: found.length
          ? `found ${found.join(', ')}`
          : `found none of ${look.expected.join(', ')}`,
      },
      nextStep: next?.look.stepId ?? null,
    };
  });
  return {
    traceId: 'recorded-run',
    incidentId: realCase.incident.key,
    investigator: 'recorded agent',
    steps,
    rootCauseHypothesis: chain.length ? cause : null,
    supportingEvidence: chain.map(({ look }) => look.stepId),
    contributingFactors: [],
  };
}

/**
 * Folder of the real material, or `undefined` when `REAL_DATA_DIR` is not set
 * or lacks it.
 */
export function realMaterial(folder: string): string | undefined {
  const root = process.env.REAL_DATA_DIR;
  const directory = root ? path.resolve(root, folder) : undefined;
  return directory && fs.existsSync(directory) ? directory : undefined;
}

/** A short sentence out of a longer statement. */
export function firstSentence(text: string): string {
  const first = /^.*?[.;](?=\s|$)/s.exec(text.trim())?.[0] ?? text.trim();
  return `${first.replace(/\s+/g, ' ').replace(/[.;]$/, '')}.`;
}

/** Text as an evidence id. */
export function toId(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 120);
}

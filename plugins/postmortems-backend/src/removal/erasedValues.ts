import {
  erasedText,
  type Erased,
  type InvestigationTrace,
  type JsonObject,
  type JsonValue,
  type PostmortemContent,
  type SealManifest,
} from '@postmortems/backstage-plugin-postmortems-common';
import { AUTHOR } from '../drafting';
import { erasedReason } from '../verification';

/** Of a payload; its mark says when and why, and its content hash covers it. */
export function erasedPayload(erased: Erased): JsonObject {
  return { text: erasedText(erased), erased: { ...erased } };
}

/** Of the incident in a seal: what remains in the incident's own row. */
export function erasedRecord(record: JsonObject, erased: Erased): JsonObject {
  const { description, sourceUrl, ...rest } = record;
  return {
    ...rest,
    title: erasedText(erased).slice(0, 300),
    participants: [],
  };
}

/** Counts by name would tell names. */
export function erasedManifest({
  dependencies,
  ...manifest
}: SealManifest): SealManifest {
  return { ...manifest, byKind: {}, byService: {} };
}

/** Steps with their outcome, and what they were is gone. */
export function erasedTrace(
  trace: InvestigationTrace,
  erased: Erased,
): InvestigationTrace {
  const text = erasedText(erased);
  const { investigator, sourceUrl, ...rest } = trace;
  return {
    ...rest,
    steps: trace.steps.map(({ hypothesis, ...step }) => ({
      ...step,
      input: {},
      output: text,
      validation: {
        passed: step.validation.passed,
        rule: text,
        explanation: text,
      },
    })),
    rootCauseHypothesis: trace.rootCauseHypothesis === null ? null : text,
    contributingFactors: [],
  };
}

/** One sentence that says what became of the document. */
export function erasedContent(
  { template, rootCauseStatus }: PostmortemContent,
  erased: Erased,
): PostmortemContent {
  const text = erasedText(erased);
  return {
    title: text,
    template,
    rootCauseStatus,
    sections: [
      {
        id: 'summary',
        title: 'Summary',
        blocks: [
          {
            id: 'erased',
            type: 'paragraph',
            author: AUTHOR,
            claims: [
              {
                id: 'erased',
                kind: 'summary',
                text,
                spans: [],
                verdict: 'unsupported',
                reasons: [erasedReason(erased)],
                verifierVersion: 'erased',
              },
            ],
          },
        ],
      },
    ],
  };
}

/** What an entry of the audit log is about, not what was written. */
const KEPT_DETAILS: ReadonlySet<string> = new Set([
  'from',
  'to',
  'sealId',
  'contentHash',
  'root',
  'visibility',
  'severity',
  'erasureId',
]);

export function erasedDetails(details: JsonObject, erased: Erased): JsonObject {
  const left = (value: JsonValue, key: string): JsonValue => {
    if (typeof value === 'string') {
      return KEPT_DETAILS.has(key) ? value : erasedText(erased);
    }
    if (Array.isArray(value)) return value.map(item => left(item, key));
    return typeof value === 'object' && value !== null
      ? erasedDetails(value, erased)
      : value;
  };
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [key, left(value, key)]),
  );
}

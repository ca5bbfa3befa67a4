import {
  parseKnownPayload,
  isQuoteAt,
  RECORD_EVIDENCE_ID,
  resolvePointer,
  SEAL_EVIDENCE_ID,
  type EvidenceNode,
  type EvidenceSpan,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../../evidence';
import { recordHashOf } from '../../sealing';
import type { VerificationContext } from '../types';

/** A span whose quote stands where it says. */
export type CitedSpan = EvidenceSpan & {
  value: unknown;
  /** `undefined` for the incident record and the seal's manifest. */
  node?: EvidenceNode;
  payload?: KnownPayload;
};

/** A span that does not hold, and why, in words. */
export type BrokenSpan = {
  span: EvidenceSpan;
  check: 'reference' | 'hash' | 'quote';
  message: string;
};

const hashes = new WeakMap<EvidenceNode, boolean>();
const records = new WeakMap<object, boolean>();
const payloads = new WeakMap<EvidenceNode, { known?: KnownPayload }>();

/** Looks every span up. */
export function resolveSpans(
  spans: readonly EvidenceSpan[],
  context: VerificationContext,
): { cited: CitedSpan[]; broken: BrokenSpan[] } {
  const cited: CitedSpan[] = [];
  const broken: BrokenSpan[] = [];
  for (const span of spans) {
    const found = resolveSpan(span, context);
    if ('check' in found) broken.push(found);
    else cited.push(found);
  }
  return { cited, broken };
}

function resolveSpan(
  span: EvidenceSpan,
  context: VerificationContext,
): CitedSpan | BrokenSpan {
  const { evidenceId, pointer, quote } = span;
  const record = recordOf(evidenceId, context);
  const node = record ? undefined : context.evidence.get(evidenceId);
  const document = record ?? node?.payload;
  if (document === undefined) {
    return {
      span,
      check: 'reference',
      message: `The evidence ${evidenceId} does not exist in this incident`,
    };
  }
  if (node ? !isIntact(node) : !isRecordIntact(context)) {
    return {
      span,
      check: 'hash',
      message: `The evidence ${evidenceId} is not what was sealed: its content does not have its hash`,
    };
  }
  if (!isQuoteAt(document, pointer, quote)) {
    return {
      span,
      check: 'quote',
      message: `“${shorten(quote)}” does not stand at ${
        pointer || 'the root'
      } of ${evidenceId}`,
    };
  }
  return {
    ...span,
    value: resolvePointer(document, pointer),
    ...(node && { node, payload: payloadOf(node) }),
  };
}

function recordOf(
  id: string,
  { seal }: VerificationContext,
): object | undefined {
  if (id === RECORD_EVIDENCE_ID) return seal.incident;
  if (id === SEAL_EVIDENCE_ID) return seal.manifest;
  return undefined;
}

function isIntact(node: EvidenceNode): boolean {
  let intact = hashes.get(node);
  if (intact === undefined) {
    intact = contentHashOf(node) === node.contentHash;
    hashes.set(node, intact);
  }
  return intact;
}

function isRecordIntact({ seal }: VerificationContext): boolean {
  let intact = records.get(seal);
  if (intact === undefined) {
    intact = recordHashOf(seal) === seal.recordHash;
    records.set(seal, intact);
  }
  return intact;
}

function payloadOf(node: EvidenceNode): KnownPayload | undefined {
  let parsed = payloads.get(node);
  if (!parsed) {
    parsed = { known: parseKnownPayload(node.payload) };
    payloads.set(node, parsed);
  }
  return parsed.known;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)} …` : text;
}

import {
  joinPointer,
  resolvePointer,
  type DraftClaim,
  type EvidenceNode,
  type EvidenceSpan,
  type JsonObject,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../../evidence';

/** A claim whose evidence says something else than when the claim was written. */
export type Mutation = {
  name: 'number' | 'time' | 'text' | 'boolean' | 'service' | 'missing' | 'hash';
  claim: DraftClaim;
  evidence: EvidenceNode[];
};

const HOURS_2 = 2 * 60 * 60 * 1000;

/**
 * Changes what a claim cites, one place after the other, as if the incident had gone
 * otherwise: content hashes and quotes are those of the changed evidence, so that
 * only what the claim says is wrong. Then evidence that is gone or tampered with.
 */
export function mutateEvidence(
  claim: DraftClaim,
  evidence: readonly EvidenceNode[],
): Mutation[] {
  return claim.spans.flatMap(span => {
    const node = evidence.find(({ id }) => id === span.evidenceId);
    return node ? mutationsAt(span, node, claim, evidence) : [];
  });
}

function mutationsAt(
  span: EvidenceSpan,
  node: EvidenceNode,
  claim: DraftClaim,
  evidence: readonly EvidenceNode[],
): Mutation[] {
  const mutations: Mutation[] = [
    {
      name: 'missing',
      claim,
      evidence: evidence.filter(other => other !== node),
    },
    {
      name: 'hash',
      claim,
      evidence: evidence.map(other =>
        other === node ? { ...node, confidence: node.confidence / 2 } : other,
      ),
    },
    {
      name: 'service',
      claim,
      evidence: replaced(evidence, node, {
        ...node,
        metadata: { ...node.metadata, service: 'component:default/elsewhere' },
      }),
    },
  ];
  const value = resolvePointer(node.payload, span.pointer);
  const other = otherValue(value);
  if (!other) return mutations;
  const payload = withValue(node.payload, span.pointer, other.value);
  return [
    ...mutations,
    {
      name: other.name,
      claim: {
        ...claim,
        spans: claim.spans.map(one =>
          one.evidenceId === span.evidenceId && one.pointer === span.pointer
            ? { ...one, quote: quoteOf(other.value) }
            : one,
        ),
      },
      evidence: replaced(evidence, node, { ...node, payload }),
    },
  ];
}

function otherValue(
  value: unknown,
): { name: Mutation['name']; value: string | number | boolean } | undefined {
  if (typeof value === 'number') {
    return { name: 'number', value: value * 1.7 + 0.9 };
  }
  if (typeof value === 'boolean') return { name: 'boolean', value: !value };
  if (typeof value !== 'string' || value === '') return undefined;
  return /^\d{4}-\d\d-\d\dT/.test(value)
    ? {
        name: 'time',
        value: new Date(Date.parse(value) + HOURS_2).toISOString(),
      }
    : { name: 'text', value: [...value].reverse().join('') };
}

function withValue(
  payload: JsonObject,
  pointer: string,
  value: string | number | boolean,
): JsonObject {
  const copy = structuredClone(payload);
  const names = pointer.split('/').slice(1);
  const parent = resolvePointer(
    copy,
    joinPointer('', ...names.slice(0, -1)),
  ) as Record<string, unknown>;
  parent[names[names.length - 1]] = value;
  return copy;
}

function replaced(
  evidence: readonly EvidenceNode[],
  node: EvidenceNode,
  changed: EvidenceNode,
): EvidenceNode[] {
  const hashed = { ...changed, contentHash: contentHashOf(changed) };
  return evidence.map(other => (other === node ? hashed : other));
}

function quoteOf(value: string | number | boolean): string {
  return typeof value === 'string'
    ? value.slice(0, 600)
    : JSON.stringify(value);
}

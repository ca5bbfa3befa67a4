import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../write/names';
import { said } from '../write/said';
import { WEIGHT, type EventFact } from './types';

/** Fields in which sources tend to say what happened, the most telling first. */
const TELLING_FIELDS = [
  'message',
  'text',
  'summary',
  'title',
  'description',
  'name',
] as const;

/** Longest field of this kind that reads as a sentence, in characters. */
const MAX_TELLING = 2000;

/**
 * Words for evidence whose shape nobody has described: what its most telling field says. Nothing, when it has none; it can
 * still be cited.
 */
export function describeUnknown(
  node: EvidenceNode,
): Pick<EventFact, 'says' | 'key' | 'weight'> | undefined {
  const field = TELLING_FIELDS.find(name => {
    const value = Object.hasOwn(node.payload, name) && node.payload[name];
    return (
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= MAX_TELLING
    );
  });
  if (!field) return undefined;
  const text = String(node.payload[field]);
  const service = serviceName(node.metadata.service);
  const isNote = node.payload.kind === 'note';
  return {
    says: [
      isNote
        ? `Note on ${service}: `
        : `Recorded by ${node.provider} for ${service}: `,
      said(node, `/${field}`, text),
    ],
    key: `other ${service} ${text}`,
    weight: isNote ? WEIGHT.chat : WEIGHT.other,
  };
}

import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { repetitionKey, serviceName, tellingField } from '../../verification';
import { said, stated } from '../write/sentence';
import { WEIGHT, type Told } from './types';

/**
 * What is told of evidence whose shape nobody has described: what its most telling field says. Nothing, when it has none; it can
 * still be cited.
 */
export function describeUnknown(node: EvidenceNode): Told | undefined {
  const field = tellingField(node);
  if (!field) return undefined;
  const text = said(node, `/${field}`, String(node.payload[field]));
  const isNote = node.payload.kind === 'note';
  return (
    text && {
      at: node.timestamp,
      statements: at => [
        stated(
          {
            type: 'quotation',
            source: isNote ? 'note' : node.provider,
            evidence: node.id,
            pointer: `/${field}`,
            service: serviceName(node.metadata.service),
            text: text.text,
            at,
          },
          text.spans,
        ),
      ],
      key: repetitionKey(node, undefined) ?? node.id,
      weight: isNote ? WEIGHT.note : WEIGHT.other,
    }
  );
}

import {
  quotableText,
  resolvePointer,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PayloadKind, PayloadKinds } from '../../payloadKinds';
import {
  pointTime,
  repetitionKey,
  serviceName,
  tellingField,
} from '../../verification';
import { cite, said, stated } from '../write/sentence';
import { WEIGHT, type Told } from './types';

/**
 * What is told of evidence whose shape the product does not know: what its title
 * says where configuration describes the kind, else its most telling field.
 * Nothing, when it has none; it can still be cited.
 */
export function describeUnknown(
  node: EvidenceNode,
  payloadKinds?: PayloadKinds,
): Told | undefined {
  const kind = String(node.payload.kind);
  const described = payloadKinds?.get(kind);
  return described
    ? describedBy(described, node, kind)
    : quotedFrom(node, kind === 'note');
}

function quotedFrom(node: EvidenceNode, isNote: boolean): Told | undefined {
  const field = tellingField(node);
  if (!field) return undefined;
  const text = said(node, `/${field}`, String(node.payload[field]));
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

function describedBy(
  { name, title, time, severity }: PayloadKind,
  node: EvidenceNode,
  kind: string,
): Told | undefined {
  const textAt = (pointer = '/') =>
    quotableText(resolvePointer(node.payload, pointer));
  const text = said(node, title, textAt(title) ?? '');
  if (!text) return undefined;
  const happened = time ? pointTime(textAt(time)) : undefined;
  const level = severity && textAt(severity);
  const evidence = node.id;
  return {
    at:
      happened === undefined
        ? node.timestamp
        : new Date(happened).toISOString(),
    statements: at => [
      stated(
        {
          type: 'quotation',
          source: name ?? kind,
          evidence,
          pointer: title,
          service: serviceName(node.metadata.service),
          text: text.text,
          at,
          ...(happened !== undefined && { timeAt: time }),
        },
        text.spans,
        happened !== undefined && time ? cite(node, time) : [],
      ),
      ...(level
        ? [
            stated(
              {
                type: 'quotation' as const,
                evidence,
                pointer: severity,
                text: level,
              },
              cite(node, severity),
            ),
          ]
        : []),
    ],
    key: `${kind} ${node.id}`,
    weight: WEIGHT.event,
  };
}

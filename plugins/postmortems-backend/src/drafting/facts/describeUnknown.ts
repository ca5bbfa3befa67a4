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
  tellingRows,
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
  const evidence = node.id;
  const rows = tellingRows(node);
  const [first, ...others] = rows.flatMap(row =>
    row.flatMap(pointer => {
      const text = said(node, pointer, textAt(node, pointer));
      return text ? [{ pointer, ...text }] : [];
    }),
  );
  if (!first) return undefined;
  const isTable = rows.some(row => row.length > 1);
  return {
    at: node.timestamp,
    statements: at => [
      stated(
        {
          type: 'quotation',
          source: isNote ? 'note' : node.provider,
          evidence,
          pointer: first.pointer,
          service: serviceName(node.metadata.service),
          text: first.text,
          at,
        },
        first.spans,
      ),
      ...others.map(({ pointer, text, spans }) =>
        stated({ type: 'quotation', evidence, pointer, text }, spans),
      ),
    ],
    key: repetitionKey(node, undefined) ?? evidence,
    weight: weightOf(isNote, isTable),
  };
}

function weightOf(isNote: boolean, isTable: boolean): number {
  if (isNote) return WEIGHT.note;
  return isTable ? WEIGHT.telling : WEIGHT.other;
}

function textAt({ payload }: EvidenceNode, pointer: string): string {
  return quotableText(resolvePointer(payload, pointer)) ?? '';
}

function describedBy(
  { name, title, time, severity }: PayloadKind,
  node: EvidenceNode,
  kind: string,
): Told | undefined {
  const text = said(node, title, textAt(node, title));
  if (!text) return undefined;
  const happened = time ? pointTime(textAt(node, time)) : undefined;
  const level = severity && textAt(node, severity);
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

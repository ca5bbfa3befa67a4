import {
  isSpoken,
  RECORD_EVIDENCE_ID,
  type AssertionOf,
  type ChatMessagePayload,
  type DeploymentPayload,
  type EventPayload,
  type EvidenceNode,
  type EvidenceSeal,
  type Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  isDone,
  lengthOf,
  repetitionKey,
  serviceName,
} from '../../verification';
import { chatSalience } from '../salience/chat';
import {
  beginning,
  cite,
  quotationOf,
  recordSource,
  said,
  stated,
  type Stated,
} from '../write/sentence';
import { WEIGHT, type Told } from './types';

/** How long before the start a deployment is worth a remark, in milliseconds. */
const DEPLOYMENT_BEFORE_MS = 6 * 60 * 60 * 1000;

/**
 * What is told of a message, a platform event or a change; `undefined` for what
 * says nothing.
 *
 * @param services - names that a message may mention, in lower case
 */
export function describeKnown(
  node: EvidenceNode,
  payload: ChatMessagePayload | EventPayload | DeploymentPayload,
  {
    seal,
    services,
    quotedUnder,
  }: {
    seal: EvidenceSeal;
    services: readonly string[];
    quotedUnder?: QuotedUnder;
  },
): Told | undefined {
  const common = {
    at: node.timestamp,
    key: repetitionKey(node, payload) ?? node.id,
  };
  switch (payload.kind) {
    case 'message':
      return payload.text.trim() === ''
        ? undefined
        : {
            ...common,
            statements: at =>
              messageStatements(node, payload, at, quotedUnder?.get(node.id)),
            weight: chatSalience(payload, services),
          };
    case 'event':
      return payload.message.trim() === ''
        ? undefined
        : {
            ...common,
            statements: at => eventStatements(node, payload, at),
            weight: WEIGHT.event,
          };
    default:
      return {
        ...common,
        statements: at => [
          ...changeStatements(node, payload, at),
          ...beforeStart(node, seal),
        ],
        weight:
          payload.kind === 'deployment' ? WEIGHT.change : WEIGHT.intervention,
        isKey: true,
      };
  }
}

/** A name as people write it for readers; refs, handles and addresses are for machines. */
export const DISPLAY_NAME = /^\p{Lu}[^:/@<>_\d]*$/u;

/** Sections that quote messages, by the ids of those. */
export type QuotedUnder = ReadonlyMap<
  string,
  NonNullable<AssertionOf<'said'>['quotedUnder']>
>;

/** Characters of a message that is quoted elsewhere; one that is little longer is repeated. */
const MAX_OPENING = 60;
const MAX_REPEATED = 90;

/**
 * Who wrote what.
 *
 * @param quotedUnder - the section that has more of it: then only how it begins
 */
export function messageStatements(
  node: EvidenceNode,
  {
    author: { name = '' },
    channel,
    text,
    threadId,
    recording,
  }: ChatMessagePayload,
  at: Instant,
  quotedUnder?: AssertionOf<'said'>['quotedUnder'],
): Stated[] {
  const isInShort = quotedUnder && text.trim().length > MAX_REPEATED;
  const words = isInShort ? opening(node, text) : said(node, '/text', text);
  if (!words) return [];
  const isNamed = DISPLAY_NAME.test(name);
  return [
    stated(
      {
        type: 'said',
        evidence: node.id,
        ...(isNamed && { speaker: name }),
        ...(channel && { channel }),
        ...(isSpoken({ threadId }) && { spoken: true }),
        text: words.text,
        at: recording?.mayBePaused ? { ...at, bound: 'about' } : at,
        ...(isInShort && { quotedUnder }),
      },
      isNamed ? cite(node, '/author/name') : [],
      cite(node, '/channel'),
      words.spans,
    ),
  ];
}

/** How a message begins, on one line. */
function opening(node: EvidenceNode, text: string) {
  const start = beginning(text.trim(), MAX_OPENING);
  return {
    text: `${start.replace(/\s+/g, ' ')} …`,
    spans: cite(node, '/text', start),
  };
}

function eventStatements(
  node: EvidenceNode,
  { message, reason = '' }: EventPayload,
  at: Instant,
): Stated[] {
  const evidence = node.id;
  const words = said(node, '/message', message);
  return words
    ? [
        stated(
          {
            type: 'quotation',
            source: 'event',
            evidence,
            pointer: '/message',
            service: serviceName(node.metadata.service),
            text: words.text,
            at,
          },
          words.spans,
        ),
        ...(reason.trim()
          ? [
              stated(
                {
                  type: 'quotation' as const,
                  evidence,
                  pointer: '/reason',
                  text: reason.trim(),
                },
                cite(node, '/reason'),
              ),
            ]
          : []),
      ]
    : [];
}

/** What was changed, from what and to what, and its status unless it was simply done. */
export function changeStatements(
  node: EvidenceNode,
  payload: DeploymentPayload,
  at: Instant,
): Stated[] {
  const { kind, version, previousVersion, description = '' } = payload;
  const service = serviceName(node.metadata.service);
  const name = payload.name?.trim();
  const status = payload.status?.trim();
  return [
    stated(
      {
        type: 'deploymentChange',
        evidence: node.id,
        change: kind,
        service,
        ...(name && name !== service && { name }),
        ...(previousVersion && { from: previousVersion }),
        ...(version && { to: version }),
        ...(status && !isDone(status) && { status }),
        at,
      },
      cite(node, '/version'),
      cite(node, '/kind'),
      cite(node, '/previousVersion'),
      cite(node, '/name'),
      cite(node, '/status'),
    ),
    ...quotationOf(node, '/description', description),
  ];
}

/** How long before the start of the incident a change was made, when that is near. */
function beforeStart(node: EvidenceNode, seal: EvidenceSeal): Stated[] {
  const startedAt = seal.incident.startedAt;
  if (typeof startedAt !== 'string') return [];
  const lead = Date.parse(startedAt) - Date.parse(node.timestamp);
  return lead > 0 && lead <= DEPLOYMENT_BEFORE_MS
    ? [
        stated(
          {
            type: 'gap',
            from: { evidence: node.id },
            to: { evidence: RECORD_EVIDENCE_ID, pointer: '/startedAt' },
            quantity: lengthOf(lead),
          },
          cite(recordSource(seal), '/startedAt'),
        ),
      ]
    : [];
}

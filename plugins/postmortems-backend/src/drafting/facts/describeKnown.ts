import {
  isoTimeSchema,
  RECORD_EVIDENCE_ID,
  type AlertPayload,
  type ChatMessagePayload,
  type DeploymentPayload,
  type EvidenceNode,
  type EvidenceSeal,
  type Instant,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { lengthOf, repetitionKey, serviceName } from '../../verification';
import {
  cite,
  recordSource,
  said,
  stated,
  type Stated,
} from '../write/sentence';
import { WEIGHT, type Told } from './types';

/** How long before the start a deployment is worth a remark, in milliseconds. */
const DEPLOYMENT_BEFORE_MS = 6 * 60 * 60 * 1000;
const QUIET_LEVELS = new Set(['trace', 'debug', 'info', 'notice']);

/** What is told of evidence of a known shape; `undefined` for what is not worth an entry. */
export function describeKnown(
  node: EvidenceNode,
  payload: Exclude<KnownPayload, { kind: 'metric' | 'step' }>,
  seal: EvidenceSeal,
): Told | undefined {
  const evidence = node.id;
  const service = serviceName(node.metadata.service);
  const common = {
    at: node.timestamp,
    key: repetitionKey(node, payload) ?? evidence,
  };
  switch (payload.kind) {
    case 'message': {
      const text = said(node, '/text', payload.text);
      return (
        text && {
          ...common,
          statements: at => [messageOf(node, payload, text, at)],
          weight: WEIGHT.chat,
        }
      );
    }
    case 'alert':
      return {
        ...common,
        at: eventTimeOf(node, payload),
        statements: at => alertStatements(node, payload, at),
        weight: WEIGHT.alert,
      };
    case 'log': {
      const isQuiet = QUIET_LEVELS.has(
        (payload.level ?? '').toLocaleLowerCase('en-US'),
      );
      const text = isQuiet
        ? undefined
        : said(node, '/message', payload.message);
      return (
        text && {
          ...common,
          statements: at => [
            stated(
              { type: 'log', evidence, service, text: text.text, at },
              text.spans,
            ),
          ],
          weight: WEIGHT.log,
        }
      );
    }
    case 'event': {
      const text = said(node, '/message', payload.message);
      const reason = payload.reason?.trim();
      return (
        text && {
          ...common,
          statements: at => [
            stated(
              {
                type: 'quotation',
                source: 'event',
                evidence,
                pointer: '/message',
                service,
                text: text.text,
                at,
              },
              text.spans,
            ),
            ...(reason
              ? [
                  stated(
                    {
                      type: 'quotation' as const,
                      evidence,
                      pointer: '/reason',
                      text: reason,
                    },
                    cite(node, '/reason'),
                  ),
                ]
              : []),
          ],
          weight: WEIGHT.event,
        }
      );
    }
    default:
      return {
        ...common,
        statements: at => [
          ...changeStatements(node, payload, at),
          ...beforeStart(node, seal),
        ],
        weight: WEIGHT.change,
      };
  }
}

/** When an alert fired or ended, however late it was reported. */
function eventTimeOf(node: EvidenceNode, payload: AlertPayload): string {
  const { status, startsAt, endsAt } = payload;
  const time = status === 'firing' ? startsAt : endsAt;
  return isoTimeSchema.safeParse(time).data ?? node.timestamp;
}

function alertStatements(
  node: EvidenceNode,
  { alertName, status, summary }: AlertPayload,
  at: Instant,
): Stated[] {
  const firing = status === 'firing';
  return [
    stated(
      {
        type: 'alert',
        evidence: node.id,
        name: alertName,
        event: firing ? 'fired' : 'ended',
        service: serviceName(node.metadata.service),
        at,
      },
      cite(node, '/alertName'),
      cite(node, '/status'),
    ),
    ...(firing && summary ? quotationOf(node, '/summary', summary) : []),
  ];
}

/** What a source says of itself, beside what it is. */
function quotationOf(
  node: EvidenceNode,
  pointer: string,
  words: string,
): Stated[] {
  const text = said(node, pointer, words);
  return text
    ? [
        stated(
          { type: 'quotation', evidence: node.id, pointer, text: text.text },
          text.spans,
        ),
      ]
    : [];
}

/** A name as people write it for readers; refs, handles and addresses are for machines. */
const DISPLAY_NAME = /^\p{Lu}[^:/@<>_\d]*$/u;

function messageOf(
  node: EvidenceNode,
  { author: { name = '' }, channel }: ChatMessagePayload,
  { text: words, spans }: Pick<Stated, 'spans'> & { text: string },
  at: Instant,
): Stated {
  const isNamed = DISPLAY_NAME.test(name);
  return stated(
    {
      type: 'said',
      evidence: node.id,
      ...(isNamed && { speaker: name }),
      ...(channel && { channel }),
      text: words,
      at,
    },
    isNamed ? cite(node, '/author/name') : [],
    cite(node, '/channel'),
    spans,
  );
}

function changeStatements(
  node: EvidenceNode,
  { kind, version, previousVersion, description }: DeploymentPayload,
  at: Instant,
): Stated[] {
  return [
    stated(
      {
        type: 'deploymentChange',
        evidence: node.id,
        change: kind,
        service: serviceName(node.metadata.service),
        ...(previousVersion && { from: previousVersion }),
        ...(version && { to: version }),
        at,
      },
      cite(node, '/version'),
      cite(node, '/kind'),
      cite(node, '/previousVersion'),
    ),
    ...(description ? quotationOf(node, '/description', description) : []),
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

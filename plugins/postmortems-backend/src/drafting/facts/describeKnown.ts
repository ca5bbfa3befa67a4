import type {
  ChatMessagePayload,
  DeploymentPayload,
  EvidenceNode,
  EvidenceSeal,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { statesCause } from '../../verification';
import { serviceName } from '../write/names';
import { said } from '../write/said';
import { cite, recordSource, silently, type Cited } from '../write/sentence';
import { duration } from '../write/times';
import { WEIGHT, type EventFact } from './types';

/** How long before the start a deployment is worth a remark, in milliseconds. */
const DEPLOYMENT_BEFORE_MS = 6 * 60 * 60 * 1000;
const QUIET_LEVELS = new Set(['trace', 'debug', 'info', 'notice']);

/** Words for evidence of a known shape; `undefined` for what is not worth an entry. */
export function describeKnown(
  node: EvidenceNode,
  payload: Exclude<KnownPayload, { kind: 'metric' | 'step' }>,
  seal: EvidenceSeal,
): Pick<EventFact, 'says' | 'key' | 'weight'> | undefined {
  const service = serviceName(node.metadata.service);
  switch (payload.kind) {
    case 'message':
      return {
        says: describeMessage(node, payload),
        key: `message ${payload.author.name ?? payload.author.id} ${
          payload.text
        }`,
        weight: WEIGHT.chat,
      };
    case 'alert': {
      const name = cite(node, '/alertName', payload.alertName);
      const firing = payload.status === 'firing';
      return {
        says: [
          'The alert ',
          name,
          ` for ${service} ${firing ? 'fired' : 'was resolved'}`,
          silently(cite(node, '/status', '')),
          ...(firing && payload.summary
            ? [': ', said(node, '/summary', payload.summary)]
            : []),
        ],
        key: `alert ${payload.alertName} ${payload.status} ${service}`,
        weight: WEIGHT.alert,
      };
    }
    case 'log':
      return QUIET_LEVELS.has((payload.level ?? '').toLocaleLowerCase('en-US'))
        ? undefined
        : {
            says: [
              `${service} logged `,
              said(node, '/message', payload.message),
            ],
            key: `log ${service} ${payload.message.replace(/\d+/g, '#')}`,
            weight: WEIGHT.log,
          };
    case 'event':
      return {
        says: [
          `Platform event for ${service}`,
          ...(payload.reason
            ? [' (', cite(node, '/reason', payload.reason), ')']
            : []),
          ': ',
          said(node, '/message', payload.message),
        ],
        key: `event ${service} ${payload.reason} ${payload.message}`,
        weight: WEIGHT.event,
      };
    default:
      return {
        says: [...describeChange(node, payload), ...beforeStart(node, seal)],
        key: `${payload.kind} ${service} ${payload.version} ${payload.description}`,
        weight: WEIGHT.change,
      };
  }
}

/**
 * A name as people write it for readers. Refs, handles and addresses are for machines, and a sentence that tells a cause names nobody.
 */
const DISPLAY_NAME = /^\p{Lu}[^:/@<>_\d]*$/u;

function describeMessage(
  node: EvidenceNode,
  { author: { name = '' }, channel, text }: ChatMessagePayload,
): (string | Cited)[] {
  return [
    ...(DISPLAY_NAME.test(name) && !statesCause(text)
      ? [cite(node, '/author/name', name), ' wrote']
      : ['Chat message']),
    ...(channel ? [' in ', cite(node, '/channel', channel)] : []),
    ': ',
    said(node, '/text', text),
  ];
}

function describeChange(
  node: EvidenceNode,
  payload: DeploymentPayload,
): (string | Cited)[] {
  const service = serviceName(node.metadata.service);
  const { kind, version, previousVersion, description } = payload;
  const isCited = silently(cite(node, '/kind', ''));
  const to = version && cite(node, '/version', version);
  const words: (string | Cited)[] =
    kind === 'deployment'
      ? [
          ...(to ? ['Version ', to, ' of '] : []),
          `${service} was deployed`,
          isCited,
        ]
      : [
          kind === 'rollback'
            ? `${service} was rolled back`
            : `The configuration of ${service} was changed`,
          ...(kind === 'rollback' ? [isCited] : []),
          ...(to ? [' to version ', to] : []),
        ];
  if (previousVersion) {
    words.push(
      kind === 'rollback' ? ' (from ' : ' (previously ',
      cite(node, '/previousVersion', previousVersion),
      ')',
    );
  }
  if (description) words.push(': ', said(node, '/description', description));
  return words;
}

/** How long before the start of the incident a change was made, when that is near. */
function beforeStart(
  node: EvidenceNode,
  seal: EvidenceSeal,
): (string | Cited)[] {
  const startedAt = seal.incident.startedAt;
  if (typeof startedAt !== 'string') return [];
  const lead = Date.parse(startedAt) - Date.parse(node.timestamp);
  return lead > 0 && lead <= DEPLOYMENT_BEFORE_MS
    ? [
        `, ${duration(lead)} before the incident started`,
        silently(cite(recordSource(seal), '/startedAt', '')),
      ]
    : [];
}

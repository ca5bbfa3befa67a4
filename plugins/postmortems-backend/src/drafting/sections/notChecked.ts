import type {
  DraftClaim,
  EvidenceNode,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isCollection } from '../facts/collections';
import { saysSilent, silentServices } from '../facts/silentServices';
import { block } from '../write/blocks';
import { said } from '../write/said';
import { cite, sealSource, sentence, silently } from '../write/sentence';
import type { SectionContext, SectionWriter } from './context';

const MISSING: Record<SourceType, string> = {
  chat: 'No chat messages were collected.',
  telemetry: 'No telemetry was collected.',
  deployment: 'No deployments were collected.',
  agent_trace: 'No investigation was recorded.',
};
const SOURCE_TYPES = Object.keys(MISSING) as SourceType[];

export const writeNotChecked: SectionWriter = context => {
  const claims = [
    ...missingSources(context),
    ...unheard(context),
    ...failedCollections(context),
    ...cutPayloads(context),
  ];
  return claims.length > 0
    ? claims.map(claim => block('item', [claim]))
    : [block('paragraph', [everySource(context)])];
};

function missingSources({ seal }: SectionContext): DraftClaim[] {
  const source = sealSource(seal);
  return SOURCE_TYPES.flatMap(type =>
    seal.manifest.bySourceType[type] > 0
      ? []
      : [
          sentence(
            'not_checked',
            `source ${type}`,
            MISSING[type],
            silently(cite(source, `/bySourceType/${type}`, '')),
          ),
        ],
  );
}

function unheard(context: SectionContext): DraftClaim[] {
  const silent = silentServices(context);
  return silent
    ? [sentence('not_checked', 'silent services', ...saysSilent(silent))]
    : [];
}

/** Sources that could not be asked when they were asked last, as the pipeline recorded it. */
function failedCollections({ evidence }: SectionContext): DraftClaim[] {
  const latest = new Map<string, EvidenceNode>();
  for (const node of evidence) {
    if (isCollection(node)) latest.set(String(node.payload.source), node);
  }
  return [...latest.values()].flatMap(node => {
    const { kind, source, message } = node.payload;
    return kind === 'collection_failure' && typeof message === 'string'
      ? [
          sentence(
            'not_checked',
            `collection ${node.id}`,
            'Collection from ',
            cite(node, '/source', String(source)),
            ' was incomplete: ',
            said(node, '/message', message),
            '.',
          ),
        ]
      : [];
  });
}

function cutPayloads({ seal }: SectionContext): DraftClaim[] {
  const { truncated } = seal.manifest;
  if (truncated === 0) return [];
  return [
    sentence(
      'not_checked',
      'truncated',
      cite(sealSource(seal), '/truncated', truncated.toLocaleString('en-US')),
      truncated === 1
        ? ' piece of evidence was too large and has been cut.'
        : ' pieces of evidence were too large and have been cut.',
    ),
  ];
}

function everySource({ seal }: SectionContext): DraftClaim {
  const source = sealSource(seal);
  return sentence(
    'not_checked',
    'nothing missing',
    'Evidence of every type was collected: chat messages, telemetry, deployments and an investigation (',
    cite(source, '/nodes', seal.manifest.nodes.toLocaleString('en-US')),
    ' pieces).',
    silently(
      ...SOURCE_TYPES.map(type => cite(source, `/bySourceType/${type}`, '')),
    ),
  );
}

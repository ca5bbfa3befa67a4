import type {
  AssertionOf,
  DraftClaim,
  EvidenceNode,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isCollection } from '../facts/collections';
import { describeUnknown } from '../facts/describeUnknown';
import { stepStatement, uncheckedSteps } from '../facts/steps';
import { silentServices } from '../facts/silentServices';
import { communicationGaps, openInChat } from '../phases/communicationGaps';
import { disagreements } from '../phases/disagreements';
import { block } from '../write/blocks';
import { cite, claimOf, said, sealSource, stated } from '../write/sentence';
import type { SectionContext, SectionWriter } from './context';

const SOURCE_TYPES: SourceType[] = [
  'chat',
  'telemetry',
  'deployment',
  'agent_trace',
];

export const writeNotChecked: SectionWriter = context => {
  const claims = [
    ...openInChat(context),
    ...missingSources(context),
    ...unheard(context),
    ...failedCollections(context),
    ...failedSteps(context),
    ...cutPayloads(context),
    ...uninterpreted(context),
    ...disagreements(context),
    ...communicationGaps(context),
  ];
  return claims.length > 0
    ? claims.map(claim => block('item', [claim]))
    : [block('paragraph', [everySource(context)])];
};

/** What the seal's manifest shows to be missing. */
function lacking(
  context: SectionContext,
  key: string,
  missing: Omit<AssertionOf<'missingEvidence'>, 'type'>,
  ...pointers: string[]
): DraftClaim {
  const manifest = sealSource(context.seal);
  return claimOf(
    'not_checked',
    key,
    [
      stated(
        { type: 'missingEvidence', ...missing },
        ...pointers.map(pointer => cite(manifest, pointer)),
      ),
    ],
    context,
  );
}

function missingSources(context: SectionContext): DraftClaim[] {
  const { bySourceType } = context.seal.manifest;
  return SOURCE_TYPES.filter(type => !bySourceType[type]).map(type =>
    lacking(context, `source ${type}`, { what: type }, `/bySourceType/${type}`),
  );
}

/** Services without telemetry, where others have some. */
function unheard(context: SectionContext): DraftClaim[] {
  const silent = silentServices(context);
  return silent && context.seal.manifest.bySourceType.telemetry > 0
    ? [claimOf('not_checked', 'silent services', [silent.statement], context)]
    : [];
}

/** Sources that could not be asked when they were asked last, as the pipeline recorded it. */
function failedCollections(context: SectionContext): DraftClaim[] {
  const latest = new Map<string, EvidenceNode>();
  for (const node of context.evidence) {
    if (isCollection(node)) latest.set(String(node.payload.source), node);
  }
  return [...latest.values()].flatMap(node => {
    const { kind, source, message } = node.payload;
    if (kind !== 'collection_failure' || typeof message !== 'string') return [];
    const evidence = node.id;
    const words = said(node, '/message', message);
    return [
      claimOf(
        'not_checked',
        `collection ${evidence}`,
        [
          stated(
            {
              type: 'quotation',
              evidence,
              pointer: '/source',
              text: String(source),
            },
            cite(node, '/source'),
          ),
          stated(
            {
              type: 'missingEvidence',
              what: 'collection',
              evidence,
              ...(words && { text: words.text }),
            },
            words?.spans ?? [],
          ),
        ],
        context,
      ),
    ];
  });
}

/** Steps whose tool call did not get through: they ruled nothing out. */
function failedSteps(context: SectionContext): DraftClaim[] {
  return uncheckedSteps(context).map(one =>
    claimOf(
      'not_checked',
      `step ${one.node.id}`,
      [stepStatement(one)],
      context,
    ),
  );
}

function cutPayloads(context: SectionContext): DraftClaim[] {
  const { truncated } = context.seal.manifest;
  return truncated === 0
    ? []
    : [
        lacking(
          context,
          'truncated',
          { what: 'truncated', count: truncated },
          '/truncated',
        ),
      ];
}

/** Most kinds of payloads that are named. */
const MAX_KINDS = 5;

/** Kinds of payloads whose shape nobody has described: quoted, or not used where there is nothing to quote. */
function uninterpreted(context: SectionContext): DraftClaim[] {
  const kinds = new Map<string, EvidenceNode[]>();
  for (const { node, payload } of context.known) {
    const { kind } = node.payload;
    const isOwn = kind === 'note' || isCollection(node);
    if (payload || isOwn || typeof kind !== 'string' || kind === '') continue;
    if (context.payloadKinds?.has(kind)) continue;
    const alike = kinds.get(kind);
    if (alike) alike.push(node);
    else kinds.set(kind, [node]);
  }
  return [...kinds].slice(0, MAX_KINDS).flatMap(([kind, nodes]) => {
    const quoted = nodes.filter(isQuoted);
    const unused = nodes.filter(node => !isQuoted(node));
    return [
      ...ofKind('uninterpreted', kind, quoted, context),
      ...ofKind('unused', kind, unused, context),
    ];
  });
}

/** Whether an entry of the timeline or of what is folded there has its words. */
function isQuoted(node: EvidenceNode): boolean {
  return (
    node.sourceType !== 'agent_trace' && describeUnknown(node) !== undefined
  );
}

function ofKind(
  what: 'uninterpreted' | 'unused',
  kind: string,
  nodes: readonly EvidenceNode[],
  context: SectionContext,
): DraftClaim[] {
  const [first] = nodes;
  return first
    ? [
        claimOf(
          'not_checked',
          `${what} ${kind}`,
          [
            stated(
              {
                type: 'missingEvidence',
                what,
                count: nodes.length,
                text: kind,
              },
              cite(first, '/kind'),
            ),
          ],
          context,
        ),
      ]
    : [];
}

function everySource(context: SectionContext): DraftClaim {
  return lacking(
    context,
    'nothing missing',
    { what: 'nothing', count: context.seal.manifest.nodes },
    '/nodes',
    ...SOURCE_TYPES.map(type => `/bySourceType/${type}`),
  );
}

import {
  actionItemSchema,
  evidenceNodeSchema,
  postmortemSchema,
  type BlameConcern,
  type CauseDecision,
  type EvidenceNode,
  type EvidenceSpan,
  type JsonObject,
  type Reading,
  type Verdict,
  type VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';

const HASH = 'a'.repeat(64);
const AUTHOR = { type: 'deterministic', name: 'test', version: '1' };
const AT = '2026-03-02T14:10:00.000Z';

/** A piece of evidence with this payload. */
export function exampleNode(
  id: string,
  payload: JsonObject,
  part: Partial<EvidenceNode> = {},
): EvidenceNode {
  return evidenceNodeSchema.parse({
    id,
    sourceType: 'telemetry',
    timestamp: AT,
    payload,
    confidence: 1,
    metadata: {
      service: 'component:default/checkout',
      region: '',
      correlationId: '',
    },
    provider: 'prometheus',
    capturedAt: AT,
    contentHash: HASH,
    truncated: false,
    originalBytes: 10,
    ...part,
  });
}

export type ExampleClaim = {
  id: string;
  text: string;
  verdict?: Verdict;
  spans?: EvidenceSpan[];
  kind?: string;
  concerns?: BlameConcern[];
  reading?: Reading;
  reasons?: VerdictReason[];
  attestedBy?: string;
  decision?: CauseDecision;
  /** By default, named after the claim. */
  blockId?: string;
};

/** A block with one claim. */
export function exampleBlock(
  { blockId, ...claim }: ExampleClaim,
  type = 'item',
  more: Record<string, unknown> = {},
) {
  return {
    id: blockId ?? `block-${claim.id}`,
    type,
    author: AUTHOR,
    claims: [
      {
        kind: 'impact',
        verdict: 'supported',
        spans: [],
        reasons: [
          {
            check: 'value',
            outcome: claim.verdict === 'unsupported' ? 'failed' : 'passed',
            message: `Reason of ${claim.id}`,
          },
        ],
        verifierVersion: '7',
        ...claim,
      },
    ],
    ...more,
  };
}

/** The only action item of the document. */
export const exampleActionItem = actionItemSchema.parse({
  id: 'action-1',
  title: 'Alert earlier',
  type: 'detect',
  priority: 'high',
  state: 'proposed',
  owner: 'group:default/sre-team',
  dueAt: '2026-03-16T00:00:00.000Z',
  endState: 'A replay raises an alert within 5 minutes.',
});

/**
 * A document with these claims in its impact section, and one entry in each
 * other section that matters.
 */
export function postmortemWithClaims(
  claims: ExampleClaim[],
  fields: Record<string, unknown> = {},
) {
  return postmortemSchema.parse({
    id: 'retro-1',
    incidentKey: 'INC-7',
    title: 'Checkout answers with errors',
    template: {
      name: 'v2.4',
      version: '1',
      title: 'Postmortem',
      reason: 'v2.4 is the default',
      chain: [
        {
          level: 'entity',
          subject: 'component:default/checkout',
          outcome: 'nothing_set',
          reason: 'component:default/checkout names none',
        },
        {
          level: 'default',
          template: 'v2.4',
          outcome: 'chosen',
          reason: 'v2.4 is the default',
        },
      ],
    },
    rootCauseStatus: 'confirmed',
    status: 'draft',
    revision: 2,
    sealId: 'seal-1',
    traceId: 'run-1',
    verdictCounts: {
      supported: claims.length,
      unverified: 0,
      unsupported: 0,
      contradicted: 0,
      attested: 0,
    },
    createdAt: AT,
    updatedAt: AT,
    sections: [
      {
        id: 'impact',
        title: 'Impact',
        blocks: claims.map(claim => exampleBlock(claim)),
      },
      {
        id: 'timeline',
        title: 'Timeline',
        blocks: [
          exampleBlock(
            { id: 't-1', text: '14:08 UTC: The alert CheckoutErrors fired.' },
            'timeline_entry',
            {
              timeline: {
                at: '2026-03-02T14:08:00.000Z',
                label: '14:08 UTC',
                sourceTypes: ['telemetry'],
                merged: 1,
              },
            },
          ),
          exampleBlock(
            { id: 't-2', text: '14:10 UTC: Ada wrote: “looking”.' },
            'timeline_entry',
            {
              timeline: {
                at: AT,
                label: '14:10 UTC',
                sourceTypes: ['chat'],
                merged: 1,
              },
            },
          ),
        ],
      },
      {
        id: 'actionItems',
        title: 'Action items',
        blocks: [
          exampleBlock(
            { id: 'a-1', text: 'It was detected late.' },
            'action_item',
            {
              actionItem: exampleActionItem,
            },
          ),
        ],
      },
    ],
    ...fields,
  });
}

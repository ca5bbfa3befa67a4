import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftInput,
  DraftPostmortem,
} from '@postmortems/backstage-plugin-postmortems-node';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { english, type Messages } from '../verification';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

/** Every message replaced: a sign of its own, and its parameters, with no letter of English. */
function madeUp(message: unknown): unknown {
  if (typeof message === 'string') return '¤';
  if (typeof message === 'function') {
    return (parameters: Record<string, unknown>) =>
      ['¤', ...Object.values(parameters).flatMap(textsIn)].join(' ');
  }
  return Object.fromEntries(
    Object.entries(message as object).map(([name, value]) => [
      name,
      madeUp(value),
    ]),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

const language = {
  ...(madeUp(english) as Messages),
  // Lengths of time and lists in letters that English lacks
  locale: 'el',
  quote: ({ text }: { text: string }) => `“${text}”`,
  // The whole name stands for what these choose from
  changed: (change: Parameters<Messages['changed']>[0]) => {
    const { series, from, to, toTime, later } = change;
    return ['¤', series, from, to, toTime, later?.amount, later?.time].join(
      ' ',
    );
  },
};

/** All that the document says, with what sources say taken out. */
function ownWords(draft: DraftPostmortem, input: DraftInput): string[] {
  const { trace, incident, evidence } = input;
  const names = new Set(
    [
      trace?.rootCauseHypothesis,
      ...(trace?.contributingFactors ?? []),
      incident.title,
      incident.key,
      incident.severity,
      ...incident.services.map(name => name.split('/')[1]),
      ...evidence.flatMap(({ metadata, provider, payload }) => [
        metadata.service.split('/').at(-1),
        provider,
        payload.alertName,
        payload.metric,
        payload.version,
        payload.reason,
        payload.channel,
        payload.source,
        payload.unit,
        (payload.author as { name?: string } | undefined)?.name,
      ]),
      'UTC',
    ].flatMap(name => (typeof name === 'string' && name ? [name] : [])),
  );
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const texts = draft.sections.flatMap(({ title, blocks }) => [
    title,
    ...blocks.flatMap(({ claims, timeline, actionItem }) => [
      ...claims.map(({ text }) => text),
      timeline?.label ?? '',
      actionItem?.title ?? '',
      actionItem?.endState ?? '',
    ]),
  ]);
  return texts.map(text => {
    let left = text;
    for (const name of longestFirst) {
      left = left.replaceAll(name.replace(/\.$/, ''), '');
    }
    return left.replace(/“[^”]*”?/g, '');
  });
}

const OPEN = { incident: { resolvedAt: undefined } };
const FAILED = {
  id: 'failure',
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T15:00:00.000Z',
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'collection_failure',
    source: 'prometheus',
    message: 'connection refused',
  },
};
const OTHERS: SubmitEvidenceNode[] = [
  {
    ...FAILED,
    id: 'note',
    payload: { kind: 'note', text: 'the shop was slow' },
  },
  {
    ...FAILED,
    id: 'event',
    payload: { kind: 'event', reason: 'Unhealthy', message: 'probe failed' },
  },
  {
    ...FAILED,
    id: 'other',
    provider: 'statuspage',
    payload: { kind: 'update', title: 'we look into it' },
  },
];

describe('a language of its own', () => {
  it.each([
    ['an investigated incident', shopCase()],
    [
      'an open incident without an investigation',
      shopCase({ ...OPEN, withTrace: false }),
    ],
    ['the record alone', shopCase({ withTrace: false, evidence: [] })],
    [
      'evidence of other kinds',
      shopCase({ evidence: [...shopEvidence, FAILED, ...OTHERS] }),
    ],
    ...[1, 2, 3, 4, 5].map(
      seed => [`incident ${seed}`, shopCase(generatedIncident(seed))] as const,
    ),
  ] as [string, ReturnType<typeof shopCase>][])(
    'leaves no English of ours in the document of %s',
    async (_, one) => {
      for (const granularity of ['minute', 'hour'] as const) {
        const template = structuredClone(shopTemplate);
        template.sections.timeline.granularity = granularity;
        const input = {
          ...one,
          // A change is described where it is found.
          causes: one.causes.filter(
            ({ assertion }) => assertion.origin !== 'change',
          ),
          template,
        };
        const draft = await new DeterministicSynthesiser({
          messages: language,
        }).synthesise(input);

        expect(
          ownWords(draft, input).filter(words => /[A-Za-z]{2,}/.test(words)),
        ).toEqual([]);
      }
    },
  );

  it('is what the test looks for: English is found', async () => {
    const input = { ...shopCase(), template: shopTemplate };
    const draft = await new DeterministicSynthesiser().synthesise(input);
    const words = ownWords(draft, input).join(' ');

    for (const ours of ['lasted', 'Timeline', 'Find out why']) {
      expect(words).toContain(ours);
    }
  });
});

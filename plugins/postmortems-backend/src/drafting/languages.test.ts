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
import {
  DEFAULT_SEARCH,
  DEFAULT_STYLE,
  english,
  findCandidateCauses,
  Language,
  type Messages,
} from '../verification';
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

/** The possible causes, found in the language. */
function foundIn({ facts, incident }: ReturnType<typeof shopCase>) {
  return findCandidateCauses({
    facts,
    incident,
    ...DEFAULT_SEARCH,
    language: new Language(DEFAULT_STYLE, language),
  });
}

/** All that the document says, with what sources say taken out. */
function ownWords(draft: DraftPostmortem, input: DraftInput): string[] {
  return withoutSources(
    draft.sections.flatMap(({ title, blocks }) => [
      title,
      ...blocks.flatMap(({ claims, timeline, actionItem }) => [
        ...claims.map(({ text }) => text),
        timeline?.label ?? '',
        actionItem?.title ?? '',
        actionItem?.endState ?? '',
      ]),
    ]),
    input,
  );
}

function withoutSources(
  texts: readonly string[],
  {
    trace,
    incident,
    evidence,
  }: Pick<DraftInput, 'trace' | 'incident' | 'evidence'>,
): string[] {
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
        payload.previousVersion,
        payload.name,
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
const UNDONE: SubmitEvidenceNode = {
  id: 'undone',
  sourceType: 'deployment',
  timestamp: '2026-03-02T14:20:00.000Z',
  metadata: { service: 'component:default/checkout' },
  payload: { kind: 'rollback', version: '2.4.0', previousVersion: '2.4.1' },
};
/** One step that bears the cause out, and one that refutes it. */
const MIXED = {
  trace: {
    steps: [
      {
        stepId: 's1',
        action: 'inspect_log',
        input: {},
        output: 'version 2.4.1 rejects orders',
        validation: {
          passed: true,
          rule: 'output contains "version 2.4.1"',
          explanation: 'it says so',
        },
        nextStep: 's2',
      },
      {
        stepId: 's2',
        action: 'query_metric',
        input: {},
        output: { count: 2 },
        validation: { passed: true, rule: 'count > 1', explanation: 'two' },
        nextStep: null,
      },
      {
        stepId: 's3',
        action: 'query_metric',
        hypothesis: 'Version 2.4.1 rejects orders.',
        input: {},
        output: { count: 0 },
        validation: { passed: false, rule: 'count > 1', explanation: 'none' },
        nextStep: null,
      },
    ],
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
        const input = { ...one, causes: foundIn(one), template };
        const draft = await new DeterministicSynthesiser({
          messages: language,
        }).synthesise(input);

        expect(
          ownWords(draft, input).filter(words => /[A-Za-z]{2,}/.test(words)),
        ).toEqual([]);
      }
    },
  );

  it('tells ties, counter-evidence and changes', async () => {
    const one = shopCase({ evidence: [...shopEvidence, UNDONE], ...MIXED });
    const texts = foundIn(one).flatMap(({ assertion }) => [
      ...(assertion.origin === 'change' ? [assertion.statement] : []),
      ...[...assertion.ties, ...assertion.against].map(({ detail }) => detail),
    ]);
    const told = withoutSources(texts, one);

    expect(texts.length).toBeGreaterThan(5);
    expect(told.filter(words => /[A-Za-z]{2,}/.test(words))).toEqual([]);
  });

  it('is what the test looks for: English is found', async () => {
    const input = { ...shopCase(), template: shopTemplate };
    const draft = await new DeterministicSynthesiser().synthesise(input);
    const words = ownWords(draft, input).join(' ');

    for (const ours of ['affected', 'Timeline', 'Detection took']) {
      expect(words).toContain(ours);
    }
  });
});

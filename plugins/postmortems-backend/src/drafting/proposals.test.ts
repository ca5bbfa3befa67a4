import {
  wordingHints,
  type ActionItem,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { contextOf } from './contextOf';
import { writeActionItems } from './sections/actionItems';

async function proposalsOf(
  one: ReturnType<typeof shopCase>,
  template = shopTemplate,
): Promise<ActionItem[]> {
  const context = contextOf({
    ...one,
    template,
    ownerRef: 'group:default/sre-team',
  });
  const text = one.trace?.rootCauseHypothesis;
  return writeActionItems({
    ...context,
    // As if a person had confirmed it
    ...(text && {
      cause: { id: 'cause', kind: 'root_cause', text, spans: [] },
    }),
  }).map(({ actionItem }) => actionItem!);
}

const wordsOf = (items: ActionItem[]) =>
  items.map(({ title, endState }) => [title, endState]);
const without = (...ids: string[]) =>
  shopEvidence.filter(({ id }) => !ids.includes(id!));
const alert = (minute: string, summary?: string): SubmitEvidenceNode => ({
  id: 'alert-1',
  sourceType: 'telemetry',
  timestamp: `2026-03-02T14:${minute}:00.000Z`,
  metadata: { service: 'checkout' },
  payload: {
    kind: 'alert',
    alertName: 'CheckoutErrors',
    status: 'firing',
    ...(summary && { summary }),
  },
});

describe('proposed action items', () => {
  it('have an owner, a due date, and name what to change and how one sees that it is done', async () => {
    const items = await proposalsOf(shopCase());

    expect(items.map(({ type, priority }) => [type, priority])).toEqual([
      ['prevent', 'high'],
      ['mitigate', 'medium'],
      ['detect', 'medium'],
      ['detect', 'low'],
    ]);
    for (const item of items) {
      expect(item).toMatchObject({
        state: 'proposed',
        owner: 'group:default/sre-team',
      });
    }
    expect(items[0].dueAt).toBe('2026-03-16T16:00:00.000Z');
    expect(wordsOf(items)).toEqual([
      [
        'Add a release check to checkout that catches the change in version 2.4.1',
        'The release check of checkout rejects version 2.4.1 before it reaches production.',
      ],
      [
        'Remove a contributing factor: The deployment of checkout version 2.4.1 had replaced version 2.4.0 without a canary',
        'The change to checkout that removes it is linked here, together with the test or alert that shows it.',
      ],
      [
        'Make CheckoutErrors fire for checkout within 5 minutes',
        'A replay of INC-42 fires CheckoutErrors for checkout within 5 minutes.',
      ],
      [
        'Collect telemetry of storefront',
        'A metric and an alert of storefront are collected as evidence of a test incident.',
      ],
    ]);
  });

  it.each<[string, Parameters<typeof shopCase>[0], [string, string]]>([
    [
      'the alert of a cause that is no change',
      {
        trace: { rootCauseHypothesis: 'The pool of checkout was full.' },
      },
      [
        'Fix the cause: The pool of checkout was full',
        'A test recreates the cause and the alert CheckoutErrors (“21 % of requests fail”) does not fire for checkout.',
      ],
    ],
    [
      'its metric when no alert fired',
      {
        trace: { rootCauseHypothesis: 'The pool of checkout was full.' },
        evidence: without('alert-1', 'alert-2'),
      },
      [
        'Fix the cause: The pool of checkout was full',
        'A test recreates the cause and error_rate of checkout stays at 0.3 %, as before the incident.',
      ],
    ],
    [
      'its service when there is nothing else',
      {
        trace: { rootCauseHypothesis: 'The service had a problem.' },
        evidence: without('alert-1', 'alert-2', 'errors'),
      },
      [
        'Fix the cause of INC-42 in checkout',
        'A test of checkout recreates the cause and passes.',
      ],
    ],
    [
      'the alert to explain when no cause is known',
      { withTrace: false },
      [
        'Find out why CheckoutErrors fired for checkout',
        'The postmortem of INC-42 names a root cause that its evidence supports, or says why none can be found.',
      ],
    ],
    [
      'the metric to explain when no alert fired',
      { withTrace: false, evidence: without('alert-1', 'alert-2') },
      [
        'Find out why error_rate of checkout rose to 34.5 %',
        'The postmortem of INC-42 names a root cause that its evidence supports, or says why none can be found.',
      ],
    ],
    [
      'the incident when nothing else is known',
      { withTrace: false, evidence: [] },
      [
        'Find the cause of INC-42',
        'The postmortem of INC-42 names a root cause that its evidence supports, or says why none can be found.',
      ],
    ],
  ])('name %s', async (_, options, expected) => {
    const [first] = await proposalsOf(shopCase(options));

    expect(wordsOf([first])).toEqual([expected]);
    expect(wordingHints(first)).toEqual([]);
  });

  it.each<[string, SubmitEvidenceNode[], [string, string]]>([
    [
      'the alert that fired in time',
      [alert('04')],
      [
        'Page the on-call when CheckoutErrors fires for checkout',
        'A test of CheckoutErrors for checkout pages the on-call within 5 minutes.',
      ],
    ],
    [
      'the alert that fired late',
      [alert('08')],
      [
        'Make CheckoutErrors fire for checkout within 5 minutes',
        'A replay of INC-42 fires CheckoutErrors for checkout within 5 minutes.',
      ],
    ],
    [
      'the metric that had no alert',
      shopEvidence.filter(({ id }) => id === 'errors'),
      [
        'Add an alert on error_rate of checkout',
        'A replay of INC-42 fires an alert on error_rate of checkout within 5 minutes.',
      ],
    ],
    [
      'the service',
      [],
      [
        'Add an alert for checkout',
        'A replay of INC-42 fires an alert for checkout within 5 minutes.',
      ],
    ],
  ])(
    'of an incident that was detected late name %s',
    async (_, evidence, expected) => {
      const items = await proposalsOf(shopCase({ withTrace: false, evidence }));

      expect(wordsOf(items)[1]).toEqual(expected);
    },
  );

  it('follow from what the document states', async () => {
    const template = structuredClone(shopTemplate);
    delete template.sections.contributingFactors;
    const items = await proposalsOf(shopCase(), template);

    expect(items.filter(({ type }) => type === 'mitigate')).toEqual([]);
  });

  it('quote no words of the evidence that would make them vague', async () => {
    const [first] = await proposalsOf(
      shopCase({
        trace: { rootCauseHypothesis: 'The pool of checkout was full.' },
        evidence: [
          ...without('alert-1'),
          alert('08', 'Orders are less stable'),
        ],
      }),
    );

    expect(first.endState).toBe(
      'A test recreates the cause and the alert CheckoutErrors does not fire for checkout.',
    );
  });

  it('are clear, whatever the incident', async () => {
    const vague: unknown[] = [];
    let count = 0;
    for (let seed = 1; seed <= 60; seed++) {
      for (const withTrace of [true, false]) {
        const one = shopCase({ ...generatedIncident(seed), withTrace });
        for (const item of await proposalsOf(one)) {
          count += 1;
          const hints = wordingHints(item);
          if (hints.length > 0) vague.push([item.title, item.endState, hints]);
        }
      }
    }
    expect(vague).toEqual([]);
    expect(count).toBeGreaterThan(120);
  });
});

import {
  candidateCauseOf,
  type DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftPostmortem } from '@postmortems/backstage-plugin-postmortems-node';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import {
  ClaimVerifier,
  DEFAULT_SEARCH,
  findCandidateCauses,
} from '../verification';
import type { DraftFacts } from './contextOf';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';

const synthesise = (input: Partial<DraftFacts> & ReturnType<typeof shopCase>) =>
  new DeterministicSynthesiser().synthesise({
    template: shopTemplate,
    ownerRef: 'group:default/sre-team',
    ...input,
  });

const claimsOf = (draft: DraftPostmortem, section?: string): DraftClaim[] =>
  draft.sections
    .filter(({ id }) => !section || id === section)
    .flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims));

const textsOf = (draft: DraftPostmortem, section: string) =>
  claimsOf(draft, section).map(({ text }) => text);

describe('deterministic synthesis', () => {
  it('computes what was affected, alerts and metrics', async () => {
    const draft = await synthesise(shopCase());

    expect(textsOf(draft, 'summary')[0]).toBe(
      'INC-42 (sev2) affected checkout and storefront for 29 minutes, from 2026-03-02 14:02 UTC to 14:31 UTC.',
    );
    expect(textsOf(draft, 'impact')).toEqual([
      'error_rate of checkout rose from 0.3 % to 34.5 % within 12 minutes (peak at 14:12 UTC) and was back at 0.1 % at 14:33 UTC.',
      '1 alert fired: CheckoutErrors for checkout.',
    ]);
  });

  it('tells the timeline in order and lines of one pattern once', async () => {
    const draft = await synthesise(shopCase());
    const { blocks } = draft.sections.find(({ id }) => id === 'timeline')!;

    expect(blocks.map(({ timeline }) => timeline!.at)).toEqual(
      blocks.map(({ timeline }) => timeline!.at).sort(),
    );
    expect(blocks.find(({ timeline }) => timeline!.merged === 3)).toMatchObject(
      {
        timeline: {
          label: '14:03 UTC',
          sourceTypes: ['telemetry'],
          phase: 'impact',
        },
        claims: [
          {
            text: '14:03 UTC: checkout logged “order 1000 rejected: field currency is missing” (3 such lines until 14:04 UTC).',
          },
        ],
      },
    );
  });

  it('tells all times alike: to the minute, and those of a short incident to the second', async () => {
    const clock = (draft: DraftPostmortem) =>
      draft.sections
        .find(({ id }) => id === 'timeline')!
        .blocks.map(({ timeline }) => timeline!.label);

    expect(clock(await synthesise(shopCase()))).toEqual([
      '14:00 UTC',
      '14:02 UTC',
      '14:03 UTC',
      '14:08 UTC',
      '14:09 UTC',
      '14:10 UTC',
      '14:12 UTC',
      '14:30 UTC',
      '14:31 UTC',
    ]);
    const late = {
      id: 'late',
      sourceType: 'chat' as const,
      timestamp: '2026-03-02T14:10:41.000Z',
      metadata: { service: 'checkout' },
      payload: { kind: 'message', author: {}, text: 'rolling back' },
    };
    expect(
      clock(
        await synthesise(shopCase({ evidence: [...shopEvidence, late] })),
      ).filter(label => label.startsWith('14:10')),
    ).toEqual(['14:10 UTC', '14:10 UTC']);

    const short = await synthesise(
      shopCase({ incident: { resolvedAt: '2026-03-02T14:11:30.500Z' } }),
    );
    expect(clock(short)).toContain('14:12:00 UTC');
    expect(textsOf(short, 'summary')[0]).toBe(
      'INC-42 (sev2) affected checkout and storefront for 9 minutes 31 seconds, from 2026-03-02 14:02:00 UTC to 14:11:30 UTC.',
    );
    expect(textsOf(short, 'impact')[0]).toContain(
      '(peak at 14:12:00 UTC) and was back at 0.1 % at 14:33:00 UTC.',
    );
  });

  it('merges by the hour when the template says so', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.timeline.granularity = 'hour';
    const draft = await synthesise({ ...shopCase(), template });

    expect(textsOf(draft, 'timeline')).toContain(
      '14h UTC: checkout logged “order 1000 rejected: field currency is missing” (3 such lines until 14:04 UTC).',
    );
  });

  it('states the cause that the trace names as a possible one, what it ruled out, and its steps', async () => {
    const one = shopCase();
    const causes = findCandidateCauses({ ...DEFAULT_SEARCH, ...one });
    const draft = await synthesise({ ...one, causes });

    expect(draft.rootCauseStatus).toBe('candidates');
    expect(textsOf(draft, 'rootCause')[0]).toMatch(
      /^Possible cause, stated by the investigator: “Version 2\.4\.1 of checkout rejects orders because the field currency is missing/,
    );
    expect(textsOf(draft, 'summary').join()).not.toContain('Cause:');
    expect(textsOf(draft, 'rootCause').slice(1)).toEqual([
      'Found by log inspection (“checkout”), stated by the investigator: “3 rejected orders say that field currency is missing”.',
      'Found by deployment check (“checkout”), stated by the investigator: “version 2.4.1 was deployed before the first error”.',
    ]);
    expect(textsOf(draft, 'ruledOut')).toEqual([
      'Ruled out by metric query (“up{job="payments-db"}”): “The database of payments is down”, because “the database answered the whole time (up is 1)”.',
    ]);
  });

  it('invents no cause when there is no trace', async () => {
    const draft = await synthesise({
      ...shopCase({ withTrace: false }),
      causes: [],
    });

    expect(draft.rootCauseStatus).toBe('undetermined');
    expect(textsOf(draft, 'rootCause')).toEqual([
      'No investigation was recorded: the cause is undetermined.',
    ]);
    expect(textsOf(draft, 'contributingFactors')).toEqual([
      'No investigation was recorded: no contributing factor is known.',
    ]);
    expect(textsOf(draft, 'notChecked')).toContain(
      'No investigation was recorded.',
    );
  });

  it('names what nobody looked at', async () => {
    const one = shopCase({
      incident: {
        services: ['checkout', 'storefront', 'inventory'].map(
          name => `component:default/${name}`,
        ),
      },
      withTrace: false,
      evidence: [
        {
          id: 'failure',
          sourceType: 'telemetry',
          timestamp: '2026-03-02T15:00:00.000Z',
          metadata: { service: 'component:default/checkout' },
          payload: {
            kind: 'collection_failure',
            source: 'prometheus',
            message: 'connection refused',
          },
        },
      ],
    });
    const draft = await synthesise(one);

    expect(textsOf(draft, 'notChecked')).toEqual([
      'No chat messages were collected.',
      'No deployments were collected.',
      'No investigation was recorded.',
      'No telemetry of the affected services storefront and inventory was collected.',
      'Collection from prometheus was incomplete: “connection refused”.',
    ]);
    for (const claim of claimsOf(draft)) {
      const { verdict } = new ClaimVerifier().verify(claim, one.facts);
      expect([claim.text, verdict]).toEqual([claim.text, 'supported']);
    }
    // What the pipeline recorded of its own work did not happen to the service
    expect(textsOf(draft, 'timeline').join()).not.toContain('refused');
  });

  it('names people in the timeline only', async () => {
    const draft = await synthesise(shopCase());
    const elsewhere = draft.sections
      .filter(({ id }) => id !== 'timeline')
      .flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims))
      .map(({ text }) => text)
      .join('\n');

    expect(textsOf(draft, 'timeline').join('\n')).toContain('Ada Okafor');
    expect(elsewhere).not.toMatch(/Okafor|Mei Tan/);
  });

  it.each([
    [{}, 'Chat message in #incident: “rolling back”'],
    [{ id: 'user:default/guest' }, 'Chat message in #incident: “rolling back”'],
    [
      { name: 'user:default/guest' },
      'Chat message in #incident: “rolling back”',
    ],
    [{ id: 'U1', name: 'ada.okafor' }, 'Chat message in #incident: “rolling'],
    [{ name: 'Ada@example.com' }, 'Chat message in #incident: “rolling back”'],
    [{ name: 'Ada Okafor' }, 'Ada Okafor wrote in #incident: “rolling back”'],
  ])(
    'names whoever wrote a message only as people write a name: %j',
    async (author, expected) => {
      const one = shopCase({
        withTrace: false,
        evidence: [
          {
            id: 'message',
            sourceType: 'chat',
            timestamp: '2026-03-02T14:20:00.000Z',
            metadata: { service: 'checkout' },
            payload: {
              kind: 'message',
              channel: '#incident',
              author,
              text: 'rolling back',
            },
          },
        ],
      });
      const claim = claimsOf(await synthesise(one), 'timeline').find(
        ({ spans }) => spans.some(({ evidenceId }) => evidenceId === 'message'),
      )!;
      expect(claim.text).toContain(`14:20 UTC: ${expected}`);
      expect(claim.text).not.toMatch(/user:|[a-z]\.okafor|@/);
      expect(new ClaimVerifier().verify(claim, one.facts)).toMatchObject({
        verdict: 'supported',
      });
    },
  );

  it('gives the same words and ids whatever the order of the evidence', async () => {
    const first = await synthesise(shopCase());
    const second = await synthesise(
      shopCase({ evidence: [...shopEvidence].reverse() }),
    );

    expect(second).toEqual(first);
  });

  it('keeps the ids of what did not change', async () => {
    const before = claimsOf(await synthesise(shopCase()), 'timeline');
    const after = claimsOf(
      await synthesise(
        shopCase({
          evidence: [
            ...shopEvidence,
            {
              id: 'late',
              sourceType: 'chat',
              timestamp: '2026-03-02T14:20:00.000Z',
              metadata: { service: 'checkout' },
              payload: {
                kind: 'message',
                author: { name: 'Ada Okafor' },
                text: 'it gets better',
              },
            },
          ],
        }),
      ),
      'timeline',
    );

    expect(after).toHaveLength(before.length + 1);
    expect(after.map(({ id }) => id)).toEqual(
      expect.arrayContaining(before.map(({ id }) => id)),
    );
  });

  it('has each claim and block id once', async () => {
    const draft = await synthesise(shopCase());
    const ids = draft.sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ id, claims }) => [
        id,
        ...claims.map(claim => claim.id),
      ]),
    );

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('writes the sections that the template has, in its order and words', async () => {
    const template = structuredClone(shopTemplate);
    template.order = ['rootCause', 'summary'];
    template.sections.rootCause.title = 'Why';
    delete template.sections.impact;
    delete template.sections.ruledOut;
    const draft = await synthesise({ ...shopCase(), template });

    expect(draft.sections.map(({ id }) => id)).toEqual([
      'rootCause',
      'summary',
      'timeline',
      'contributingFactors',
      'notChecked',
      'actionItems',
    ]);
    expect(draft.sections[0].title).toBe('Why');
  });

  it('folds in place what a full timeline has no room for, and keeps what weighs most', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.timeline.maxEntries = 10;
    const draft = await synthesise({
      ...shopCase({
        evidence: [
          ...shopEvidence,
          ...Array.from({ length: 40 }, (_, index) => ({
            id: `more-${index}`,
            sourceType: 'telemetry' as const,
            timestamp: `2026-03-02T14:${10 + Math.floor(index / 2)}:00.000Z`,
            metadata: { service: 'checkout' },
            payload: { kind: 'log', message: `${'abcdefghij'[index % 10]}!` },
          })),
        ],
      }),
      template,
    });

    const { blocks } = draft.sections.find(({ id }) => id === 'timeline')!;
    const folds = blocks.filter(({ more }) => more);
    expect(blocks.length - folds.length).toBeLessThanOrEqual(10);
    expect(folds[0].claims[0].text).toMatch(
      /^\d+ log lines of checkout, 14:\d\d–14:\d\d UTC\.$/,
    );
    expect(folds[0].more!.label).toMatch(/^Show \d+$/);
    expect(textsOf(draft, 'timeline').join('\n')).toContain(
      'Version 2.4.1 of checkout was deployed (previously 2.4.0)',
    );
  });

  it('fits the summary into the length that the template allows', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.summary.maxLength = 150;
    const draft = await synthesise({ ...shopCase(), template });

    expect(textsOf(draft, 'summary')).toEqual([
      expect.stringMatching(/^INC-42 \(sev2\) affected/),
      'Still open: the cause.',
    ]);
  });

  it('writes from nothing but the incident record', async () => {
    const draft = await synthesise(
      shopCase({ withTrace: false, evidence: [] }),
    );

    expect(textsOf(draft, 'timeline')).toHaveLength(3);
    expect(textsOf(draft, 'notChecked')).toContain(
      'No telemetry was collected.',
    );
  });

  it('writes only claims of its own that are supported, whatever the incident', async () => {
    const verifier = new ClaimVerifier();
    const failed: string[] = [];
    let count = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const one = shopCase(generatedIncident(seed));
      for (const claim of claimsOf(await synthesise(one))) {
        // What the investigator states is for a person to confirm.
        if (!claim.reading || candidateCauseOf(claim)) continue;
        count += 1;
        const { verdict, reasons } = verifier.verify(claim, one.facts);
        if (verdict !== 'supported') {
          failed.push(`${seed}: ${claim.text} ${JSON.stringify(reasons)}`);
        }
      }
    }
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });
});

import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { generatedIncident } from '../__testUtils__/generatedIncident';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../__testUtils__/shopIncident';
import { EvidenceVerifier } from '../verify';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';
import type {
  DraftRetrospective,
  SynthesisInput,
} from '@postmortems/backstage-plugin-postmortems-node';

const synthesise = (
  input: Partial<SynthesisInput> & ReturnType<typeof shopCase>,
) =>
  new DeterministicSynthesiser().synthesise({
    template: shopTemplate,
    ownerRef: 'group:default/sre-team',
    ...input,
  });

const claimsOf = (draft: DraftRetrospective, section?: string): DraftClaim[] =>
  draft.sections
    .filter(({ id }) => !section || id === section)
    .flatMap(({ blocks }) => blocks.flatMap(({ claims }) => claims));

const textsOf = (draft: DraftRetrospective, section: string) =>
  claimsOf(draft, section).map(({ text }) => text);

describe('deterministic synthesis', () => {
  it('computes durations, services, alerts and metrics', async () => {
    const draft = await synthesise(shopCase());

    expect(textsOf(draft, 'summary')[0]).toBe(
      'INC-42 (sev2) affected checkout and storefront from 2026-03-02 14:02 UTC until 14:31 UTC, for 29 minutes.',
    );
    expect(textsOf(draft, 'impact')).toEqual([
      'The incident lasted 29 minutes.',
      'It was detected after 7 minutes.',
      '2 services were affected: checkout and storefront.',
      '1 alert fired: CheckoutErrors for checkout.',
      'error_rate of checkout rose from 0.2 % to 34.5 % (highest at 14:12 UTC) and was 0.1 % at 14:33 UTC.',
    ]);
  });

  it('tells the timeline in order and the same thing in one minute once', async () => {
    const draft = await synthesise(shopCase());
    const { blocks } = draft.sections.find(({ id }) => id === 'timeline')!;

    expect(blocks.map(({ timeline }) => timeline!.at)).toEqual(
      blocks.map(({ timeline }) => timeline!.at).sort(),
    );
    expect(blocks.find(({ timeline }) => timeline!.merged === 2)).toMatchObject(
      {
        timeline: { label: '14:03 UTC', sourceTypes: ['telemetry'] },
        claims: [
          {
            text: '14:03 UTC: checkout logged “order 1000 rejected: field currency is missing” (2 records).',
          },
        ],
      },
    );
  });

  it('merges by the hour when the template says so', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.timeline.granularity = 'hour';
    const draft = await synthesise({ ...shopCase(), template });

    expect(textsOf(draft, 'timeline')).toContain(
      '14h UTC: checkout logged “order 1000 rejected: field currency is missing” (3 records).',
    );
  });

  it('states the cause that the trace names, what it ruled out, and its steps', async () => {
    const draft = await synthesise(shopCase());

    expect(draft.rootCauseStatus).toBe('determined');
    expect(textsOf(draft, 'rootCause')[0]).toBe(
      'Version 2.4.1 of checkout rejects orders because the field currency is missing.',
    );
    expect(textsOf(draft, 'rootCause')).toHaveLength(3);
    expect(textsOf(draft, 'ruledOut')).toEqual([
      'Ruled out by step s0: “The database of payments is down.”, because “the database answered the whole time (up is 1)”.',
    ]);
  });

  it('invents no cause when there is no trace', async () => {
    const draft = await synthesise(shopCase({ withTrace: false }));

    expect(draft.rootCauseStatus).toBe('undetermined');
    expect(textsOf(draft, 'rootCause')).toEqual([
      'No investigation was recorded: the cause is undetermined.',
    ]);
    expect(textsOf(draft, 'contributingFactors')).toEqual([
      'No investigation was recorded: no contributing factor is known.',
    ]);
    expect(textsOf(draft, 'notChecked')).toContain(
      'No steps of an investigation were collected.',
    );
  });

  it('names what nobody looked at', async () => {
    const draft = await synthesise(
      shopCase({
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
      }),
    );

    expect(textsOf(draft, 'notChecked')).toEqual([
      'No chat messages were collected.',
      'No deployments were collected.',
      'No steps of an investigation were collected.',
      'No evidence names the affected service storefront.',
      'Not everything could be collected from prometheus: “connection refused”.',
    ]);
  });

  it('proposes follow-ups with owner, due date and a state to check', async () => {
    const draft = await synthesise(shopCase());
    const items = draft.sections
      .find(({ id }) => id === 'actionItems')!
      .blocks.map(({ actionItem }) => actionItem!);

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
      expect(item.endState).not.toBe('');
    }
    expect(items[0].dueAt).toBe('2026-03-16T16:00:00.000Z');
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

  it('says that a full timeline leaves something out, and keeps what weighs most', async () => {
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

    const texts = textsOf(draft, 'timeline');
    expect(texts).toHaveLength(11);
    expect(texts.at(-1)).toBe(
      'The timeline selects from 51 pieces of evidence.',
    );
    expect(texts.join('\n')).toContain('was deployed in version 2.4.1');
  });

  it('fits the summary into the length that the template allows', async () => {
    const template = structuredClone(shopTemplate);
    template.sections.summary.maxLength = 150;
    const draft = await synthesise({ ...shopCase(), template });

    expect(textsOf(draft, 'summary')).toHaveLength(1);
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

  it('writes only claims that stand up to the verifier, whatever the incident', async () => {
    const verifier = new EvidenceVerifier();
    const failed: string[] = [];
    let count = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const one = shopCase(generatedIncident(seed));
      for (const claim of claimsOf(await synthesise(one))) {
        count += 1;
        const { verdict, reasons } = verifier.verify(claim, one.context);
        if (verdict !== 'supported') {
          failed.push(`${seed}: ${claim.text} ${JSON.stringify(reasons)}`);
        }
      }
    }
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });
});

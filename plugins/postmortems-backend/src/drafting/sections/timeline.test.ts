import type {
  DraftBlock,
  DraftPostmortem,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopCase,
  shopEvidence,
  shopTemplate,
} from '../../__testUtils__/shopIncident';
import { twoWeeks } from '../../__testUtils__/twoWeeks';
import { ClaimVerifier } from '../../verification';
import { DeterministicSynthesiser } from '../DeterministicSynthesiser';

// Drafts of tens of thousands of messages
jest.setTimeout(30_000);

async function drafted(one: ReturnType<typeof shopCase>, maxEntries = 40) {
  const template = structuredClone(shopTemplate);
  template.sections.timeline.maxEntries = maxEntries;
  return new DeterministicSynthesiser().synthesise({ template, ...one });
}

const blocksOf = (draft: DraftPostmortem, section = 'timeline') =>
  draft.sections.find(({ id }) => id === section)!.blocks;
const textOf = ({ claims }: DraftBlock) =>
  claims.map(({ text }) => text).join(' ');
const entriesOf = (draft: DraftPostmortem) =>
  blocksOf(draft).filter(({ more }) => !more);
const foldsOf = (draft: DraftPostmortem) =>
  blocksOf(draft).filter(({ more }) => more);

const checkout = { service: 'component:default/checkout' };
const message = (
  id: string,
  clock: string,
  text: string,
  more: object = {},
): SubmitEvidenceNode => ({
  id,
  sourceType: 'chat',
  timestamp: `2026-03-02T${clock}.000Z`,
  metadata: checkout,
  payload: {
    kind: 'message',
    author: { id: 'U1', name: 'Mei Tan' },
    text,
    ...more,
  },
});

it('says “about” of what was said in a recording that may have been paused', async () => {
  const nodes = ['14:20:00', '14:30:00'].map((clock, place) =>
    message(`said-${place}`, clock, 'I rolled back checkout to 2.4.0', {
      threadId: 'call/a',
      recording: { mayBePaused: place === 1 },
    }),
  );
  const draft = await drafted(
    shopCase({ evidence: [...shopEvidence, ...nodes], withTrace: false }),
  );
  const texts = entriesOf(draft).map(textOf);
  expect(texts.filter(text => text.includes('said'))).toEqual([
    expect.stringMatching(/^14:20/),
    expect.stringMatching(/^about 14:30/i),
  ]);
});

describe('timeline of an incident of two weeks', () => {
  const one = shopCase({ ...twoWeeks(), withTrace: false });

  it('has at most as many entries as the template says, from the first day to the last', async () => {
    const draft = await drafted(one);
    const entries = entriesOf(draft);

    expect(entries.length).toBeLessThanOrEqual(40);
    expect(foldsOf(draft).length).toBeLessThanOrEqual(26);
    const days = new Set(
      entries.map(({ timeline }) => timeline!.at.slice(0, 10)),
    );
    for (const day of ['12', '15', '18', '21', '23', '25', '26']) {
      expect(days).toContain(`2026-01-${day}`);
    }
  });

  it('tells every outbreak, each intervention, the finding and the end', async () => {
    const text = entriesOf(await drafted(one))
      .map(textOf)
      .join('\n');

    expect(text.match(/PoolExhausted for checkout fired/g)).toHaveLength(5);
    expect(text).toMatch(/\(db\.pool\.max\) was changed (?:from \d+ )?to 400/);
    expect(text).toMatch(
      /\(flag bulk-export\) was changed (?:from on )?to off/,
    );
    expect(text).toContain('Found it: the pool leaks cancelled requests');
    expect(text).toContain('checkout was rolled back to version 5.11.4');
    expect(text).toContain('The incident was resolved');
    expect(text).not.toMatch(/“(?:ok|lol|\+1|thanks!)”/);
  });

  it('folds the rest, says how much it is, and opens a part of bounded size', async () => {
    const draft = await drafted(one);
    const folds = foldsOf(draft);

    expect(folds.map(textOf).join('\n')).toMatch(
      /\d+ chat messages by \d people/,
    );
    for (const { more } of folds) {
      expect(more!.label).toMatch(/^Show \d+( of \d+)?$/);
      expect(more!.claims.length).toBeLessThanOrEqual(200);
    }
    const all = folds.flatMap(({ more }) => more!.claims);
    expect(all.length).toBeLessThanOrEqual(500);
    const verifier = new ClaimVerifier();
    for (const claim of blocksOf(draft).flatMap(({ claims, more }) => [
      ...claims,
      ...(more?.claims ?? []),
    ])) {
      const { verdict, reasons } = verifier.verify(claim, one.facts);
      expect([claim.text, verdict, reasons]).toEqual([
        claim.text,
        'supported',
        reasons,
      ]);
    }
  });

  it('is written in phases, in their order', async () => {
    const phases = blocksOf(await drafted(one)).map(
      ({ timeline }) => timeline!.phase,
    );

    expect([...new Set(phases)]).toEqual([
      'before',
      'impact',
      'detected',
      'mitigated',
      'recovered',
    ]);
  });

  it('names times of the record that the evidence contradicts', async () => {
    const texts = blocksOf(await drafted(one), 'notChecked').map(textOf);

    expect(texts).toContain(
      'The record says detected at 22:16 UTC. 1 hour 12 minutes earlier, at 21:04 UTC: The alert PoolExhausted for checkout fired.',
    );
    expect(texts.join('\n')).toMatch(
      /The record says mitigated at 23:28 UTC\. 12 days 14 hours later, at 2026-01-25 13:52 UTC: checkout was rolled back/,
    );
  });

  it('stays of one size whatever the size of the evidence', async () => {
    const size = async (messages: number, lines: number) =>
      JSON.stringify(
        await drafted(
          shopCase({ ...twoWeeks({ messages, lines }), withTrace: false }),
        ),
      ).length;

    expect(await size(4000, 4000)).toBeLessThan(1.5 * (await size(800, 800)));
  });
});

describe('timeline entries', () => {
  it('do not say that a change was made which is under way', async () => {
    const draft = await drafted(
      shopCase({
        withTrace: false,
        evidence: [
          {
            id: 'running',
            sourceType: 'deployment',
            timestamp: '2026-03-02T14:05:00.000Z',
            metadata: checkout,
            payload: {
              kind: 'deployment',
              name: 'blue pool',
              version: '2.4.2',
              status: 'in_progress',
              description: 'Second attempt',
            },
          },
          {
            id: 'toggle',
            sourceType: 'deployment',
            timestamp: '2026-03-02T14:07:00.000Z',
            metadata: checkout,
            payload: {
              kind: 'config_change',
              name: 'fast-lane',
              version: 'off',
              previousVersion: 'on',
            },
          },
          {
            id: 'failed',
            sourceType: 'deployment',
            timestamp: '2026-03-02T14:08:00.000Z',
            metadata: checkout,
            payload: { kind: 'deployment', version: '2.4.3', status: 'failed' },
          },
          {
            id: 'flag',
            sourceType: 'deployment',
            timestamp: '2026-03-02T14:06:00.000Z',
            metadata: checkout,
            payload: { kind: 'config_change', name: 'new-basket' },
          },
        ],
      }),
    );
    const blocks = blocksOf(draft);

    expect(blocks.map(textOf)).toEqual(
      expect.arrayContaining([
        '14:05 UTC: The deployment of version 2.4.2 of checkout (blue pool) was in progress: “Second attempt”.',
        '14:06 UTC: The configuration of checkout (new-basket) was changed.',
        '14:07 UTC: The configuration of checkout (fast-lane) was changed from on to off.',
        '14:08 UTC: The deployment of version 2.4.3 of checkout failed.',
      ]),
    );
    for (const { claims } of blocks) {
      expect(claims[0].spans.length).toBeGreaterThan(0);
    }
  });

  it('tell records of one correlation id once, and how many there are', async () => {
    const log = (
      id: string,
      second: string,
      text: string,
      level = 'error',
    ) => ({
      id,
      sourceType: 'telemetry' as const,
      timestamp: `2026-03-02T14:05:${second}.000Z`,
      metadata: checkout,
      payload: { kind: 'log', level, message: text, trace_id: 'req-9' },
    });
    const one = shopCase({
      withTrace: false,
      evidence: [
        log('a', '01', 'request received', 'warn'),
        log('b', '02', 'payment refused by the bank'),
        log('c', '03', 'answered 502', 'warn'),
      ],
    });
    const draft = await drafted(one);

    expect(entriesOf(draft).map(textOf)).toContain(
      '14:05 UTC: checkout logged “payment refused by the bank” (one of 3 records with the correlation id req-9).',
    );
    expect(foldsOf(draft).flatMap(({ more }) => more!.claims)).toHaveLength(2);
  });

  it('count greetings and thanks in a fold, which does not list them', async () => {
    const draft = await drafted(
      shopCase({
        withTrace: false,
        evidence: [
          ...shopEvidence,
          message('m1', '14:13:00', 'hello all'),
          message('m2', '14:13:30', ':tada:'),
          message('m3', '14:14:00', 'der Pool steht bei 98 %'),
        ],
      }),
    );

    const text = entriesOf(draft).map(textOf).join('\n');
    expect(text).toContain('der Pool steht bei 98 %');
    expect(text).not.toContain('hello all');
    expect(text).toContain('2 chat messages, 14:13 UTC.');
    // Counted, and not worth opening
    expect(JSON.stringify(draft)).not.toContain('hello all');
  });

  it('end a quotation where a sentence ends', async () => {
    const first = 'The pool is full since half past two.';
    const draft = await drafted(
      shopCase({
        withTrace: false,
        evidence: [
          message(
            'm',
            '14:13:00',
            `${first} ${'And so it goes on '.repeat(40)}.`,
          ),
        ],
      }),
    );

    expect(blocksOf(draft).map(textOf).join('\n')).toContain(`“${first} …”`);
  });
});

describe('gaps in the communication', () => {
  const texts = async (evidence: SubmitEvidenceNode[]) =>
    blocksOf(
      await drafted(shopCase({ withTrace: false, evidence })),
      'notChecked',
    ).map(textOf);

  it('are silences while the impact lasted', async () => {
    expect(
      await texts([
        message('m1', '14:09:10', 'the checkout fails'),
        message('m2', '14:30:40', 'rolled back'),
      ]),
    ).toContain('No chat message between 14:10 UTC and 14:29 UTC.');
  });

  it('are questions and hand-overs that nobody else followed, without names', async () => {
    const found = await texts([
      message('m1', '14:10:00', 'who knows the retry settings?'),
      message('m2', '14:12:00', 'handing over now'),
      message('m3', '14:28:00', 'I look at it myself'),
    ]);

    expect(found).toContain(
      '14:10 UTC: Chat message: “who knows the retry settings?” No message by anybody else until 14:25 UTC.',
    );
    expect(found.join()).toContain('handing over now');
    expect(found.join()).not.toContain('Mei Tan');
  });

  it('are no questions that somebody else followed', async () => {
    const found = await texts([
      message('m1', '14:10:00', 'who knows the retry settings?'),
      message('m2', '14:12:00', 'I do', { author: { id: 'U2', name: 'Ada' } }),
    ]);

    expect(found.join()).not.toContain('retry settings');
  });
});

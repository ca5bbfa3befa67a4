import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { seededRandom } from '../__testUtils__/generatedIncident';
import { shopCase, shopTemplate } from '../__testUtils__/shopIncident';
import { atOnce } from '../platform/Turns';
import { ClaimVerifier } from '../verification';
import { contextOf } from './contextOf';
import { DeterministicSynthesiser } from './DeterministicSynthesiser';
import { writeTimeline } from './sections/timeline';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-05-04T06:00:00.000Z');
const at = (days: number) => new Date(START + days * DAY_MS).toISOString();
const OTHER_TEAMS = [
  'the seating chart export of venue-maps has a typo',
  'who reviews my change to ticket-printer?',
  'deployed refund-desk 4.2.1 to staging',
  'canteen is closed on friday',
  'the sprint review moves to 15:30',
  'venue-maps build takes 9 minutes, can we cache it?',
];

let count = 0;
function node(
  days: number,
  sourceType: SubmitEvidenceNode['sourceType'],
  payload: Record<string, unknown>,
  { service = 'queue-gate', region = '' } = {},
): SubmitEvidenceNode {
  count += 1;
  return {
    id: `n-${String(count).padStart(5, '0')}`,
    sourceType,
    timestamp: at(days),
    metadata: { service, region },
    payload,
  } as SubmitEvidenceNode;
}
const say = (days: number, text: string, name = 'Bo Lund', thread?: string) =>
  node(days, 'chat', {
    kind: 'message',
    channel: '#tech',
    author: { id: name, name },
    text,
    ...(thread && { threadId: thread }),
  });
const alert = (days: number, alertName: string, service?: string) =>
  [0, 0.02].map(after =>
    node(
      days + after,
      'telemetry',
      {
        kind: 'alert',
        alertName,
        status: after === 0 ? 'firing' : 'resolved',
        startsAt: at(days),
        ...(after > 0 && { endsAt: at(days + after) }),
        summary: `${alertName} above its limit`,
      },
      { service },
    ),
  );

const incident: Partial<Incident> = {
  key: 'INC-TIX',
  title: 'Waiting room of the ticket sale lets nobody in',
  description: 'Fans stay in the waiting room when a sale opens.',
  services: ['component:default/queue-gate'],
  startedAt: at(0),
  detectedAt: at(0.01),
  mitigatedAt: at(9),
  resolvedAt: at(10),
};

/** Ten days, with a channel that four teams share. */
function tenDays(chatter = 700) {
  const random = seededRandom(11);
  count = 0;
  return [
    node(-0.05, 'deployment', {
      kind: 'deployment',
      version: '8.3.0',
      previousVersion: '8.2.9',
    }),
    ...[0.01, 1, 3, 6, 8].flatMap(days => alert(days, 'WaitingRoomStuck')),
    ...[0.5, 1.5, 2.5, 4.5, 5.5].flatMap(days =>
      alert(days, 'PrinterPaperLow', 'ticket-printer'),
    ),
    ...[0.7, 2.2, 4.4, 7.7].map(days =>
      node(
        days,
        'deployment',
        { kind: 'config_change', name: 'flag.beta', version: 'on' },
        { service: 'venue-maps' },
      ),
    ),
    say(0.2, 'fans are stuck in the waiting room since the sale opened', 'Ida'),
    say(1.1, 'rolled queue-gate back to 8.2.9, waiting room moves', 'Bo Lund'),
    say(3.1, 'stuck again with 8.2.9, so it was not 8.3.0', 'Ida Moen'),
    say(3.2, 'decision: double the tokens of the waiting room', 'Ida Moen'),
    say(6.1, 'no effect, the waiting room is stuck again', 'Ida Moen'),
    say(
      8.1,
      'found it: the clock of queue-gate runs 40 s late',
      'Bo Lund',
      't',
    ),
    say(8.11, 'then tokens are expired on arrival, of course', 'Ada Ek', 't'),
    say(8.2, 'handing over to Ada, she syncs the clock of queue-gate', 'Bo'),
    ...Array.from({ length: chatter }, (_, index) =>
      say(
        random() * 10,
        OTHER_TEAMS[index % OTHER_TEAMS.length].replace('9', `${index}`),
        ['Kim Dahl', 'Lea Roth', 'Sam Abel'][index % 3],
      ),
    ),
  ];
}

const textOf = ({ claims }: DraftBlock) =>
  claims.map(({ text }) => text).join(' ');

function timelineOf(
  evidence: SubmitEvidenceNode[],
  more: Partial<Incident> = {},
) {
  const one = shopCase({
    incident: { ...incident, ...more },
    evidence,
    withTrace: false,
  });
  const template = structuredClone(shopTemplate);
  template.sections.timeline.maxEntries = 40;
  const blocks = atOnce(writeTimeline(contextOf({ ...one, template })));
  return {
    one,
    template,
    blocks,
    entries: blocks.filter(({ more: folded }) => !folded),
    folds: blocks.filter(({ more: folded }) => folded),
  };
}

describe('timeline of an incident in a channel that several teams share', () => {
  const { entries, folds, blocks, one } = timelineOf(tenDays());
  const text = entries.map(textOf).join('\n');

  it('has each attempt, relapse, decision, finding and hand-over', () => {
    for (const words of [
      'fans are stuck in the waiting room',
      'rolled queue-gate back to 8.2.9',
      'stuck again with 8.2.9',
      'decision: double the tokens',
      'no effect, the waiting room is stuck again',
      'the clock of queue-gate runs 40 s late',
      'handing over to Ada',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('folds what other teams write, and what happens to their services', () => {
    for (const words of OTHER_TEAMS) {
      expect(text).not.toContain(words.slice(0, 20));
    }
    expect(text).not.toContain('PrinterPaperLow');
    expect(text).not.toContain('venue-maps');
  });

  it('tells that an alert fired again, and how often it had', () => {
    expect(text).toContain('(fired 5 times until');
    expect(text).toContain(
      'The alert WaitingRoomStuck for queue-gate fired again (3 times since 2026-05-04 06:14 UTC)',
    );
  });

  it('groups by day, with one line for what is folded of each', () => {
    expect(blocks.every(({ timeline }) => timeline!.day !== undefined)).toBe(
      true,
    );
    const folded = folds.map(({ timeline }) =>
      [timeline!.phase, timeline!.day].join(),
    );
    expect(new Set(folded).size).toBe(folded.length);
    expect(new Set(folds.map(({ timeline }) => timeline!.day)).size).toBe(11);
  });

  it('says of an alert that fires twice in an hour that it fired again', () => {
    const { entries: short } = timelineOf(
      [...alert(0.002, 'GateClosed'), ...alert(0.012, 'GateClosed')],
      { detectedAt: undefined, mitigatedAt: undefined, resolvedAt: at(0.04) },
    );

    expect(short.map(textOf)).toContainEqual(
      expect.stringMatching(/GateClosed .* fired again \(2 times since 06:02/),
    );
  });

  it('tells an alert that fires for many services at once of an affected one', () => {
    const many = ['ticket-printer', 'venue-maps', 'queue-gate', 'refund-desk'];
    const { entries: short } = timelineOf(
      many.flatMap(service => alert(0.002, 'ProbeDown', service)),
      { detectedAt: undefined, mitigatedAt: undefined, resolvedAt: at(0.04) },
    );

    expect(short.map(textOf)).toContainEqual(
      expect.stringMatching(
        /ProbeDown for queue-gate fired: .* \(4 such alerts at once\)/,
      ),
    );
  });

  it('is supported by the evidence', () => {
    const verifier = new ClaimVerifier();
    const faults = blocks
      .flatMap(({ claims, more }) => [...claims, ...(more?.claims ?? [])])
      .map(claim => verifier.verify(claim, one.facts))
      .filter(({ verdict }) => verdict !== 'supported');

    expect(faults).toEqual([]);
  });

  it('is the same for evidence in another order', () => {
    const again = timelineOf(tenDays().reverse());

    expect(again.blocks.map(textOf)).toEqual(blocks.map(textOf));
  });

  it('has no days, and keeps all that is said, in an incident of an hour', () => {
    const short = timelineOf(
      [say(0.01, 'canteen is closed, pizza at my desk 12:30')],
      { detectedAt: undefined, mitigatedAt: at(0.02), resolvedAt: at(0.04) },
    );

    expect(short.blocks.some(({ timeline }) => timeline!.day)).toBe(false);
    expect(short.entries.map(textOf).join()).toContain('pizza at my desk');
  });
});

describe('regions of a timeline', () => {
  const logs = (regions: string[]) =>
    regions.map((region, index) =>
      node(
        0.001 * (index + 1),
        'telemetry',
        { kind: 'log', level: 'error', message: `gate ${region} shut` },
        { region },
      ),
    );
  const regionsOf = (regions: string[]) =>
    timelineOf(logs(regions), { resolvedAt: at(0.04) }).blocks.flatMap(
      ({ timeline }) => timeline!.regions ?? [],
    );

  it('are named where there are several', () => {
    expect(regionsOf(['north', 'south'])).toEqual(['north', 'south']);
  });

  it('are not named where there is one', () => {
    expect(regionsOf(['north', 'north'])).toEqual([]);
  });
});

describe('log lines that stand for many', () => {
  it('are added up, whatever their level, and are no longer told one by one', () => {
    const { entries, one, blocks } = timelineOf(
      [
        [120, 'error'],
        [3, 'warn'],
        [77, 'error'],
      ].map(([lines, level], index) =>
        node(0.001 * (index + 1), 'telemetry', {
          kind: 'log',
          level,
          message: `token of fan ${index} expired`,
          count: lines,
        }),
      ),
      { resolvedAt: at(0.04), detectedAt: undefined, mitigatedAt: undefined },
    );

    expect(entries.map(textOf)).toContainEqual(
      expect.stringMatching(
        /logged “token of fan 0 expired” \(200 such lines until/,
      ),
    );
    for (const claim of blocks.flatMap(({ claims }) => claims)) {
      expect(new ClaimVerifier().verify(claim, one.facts).verdict).toBe(
        'supported',
      );
    }
  });
});

describe('size of a document', () => {
  it('is bounded, with 20,000 messages and 5,000 patterns of log lines', async () => {
    const evidence = [
      ...tenDays(20_000),
      ...Array.from({ length: 5_000 }, (_, index) =>
        node(10 * (index / 5_000), 'telemetry', {
          kind: 'log',
          level: 'error',
          message: `${index.toString(36)} ${'x'.repeat(index % 50)} lost ${(
            index * 7919
          ).toString(36)}`,
        }),
      ),
    ];
    const { one, template } = timelineOf(evidence);
    const { sections } = await new DeterministicSynthesiser().synthesise({
      ...one,
      template,
    });
    const blocks = sections.flatMap(section => section.blocks);
    const claims = blocks.flatMap(block => [
      ...block.claims,
      ...(block.more?.claims ?? []),
    ]);
    const shown = blocks.flatMap(block => block.claims);
    const length = (some: typeof claims) =>
      some.reduce((sum, { text }) => sum + text.length, 0);

    expect(blocks.length).toBeLessThanOrEqual(150);
    expect(claims.length).toBeLessThanOrEqual(1_000);
    expect(length(shown)).toBeLessThanOrEqual(40_000);
    expect(length(claims)).toBeLessThanOrEqual(400_000);
    expect(JSON.stringify(sections).length).toBeLessThanOrEqual(2_000_000);
  }, 120_000);
});

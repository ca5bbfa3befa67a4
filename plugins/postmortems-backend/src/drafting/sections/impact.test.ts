import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { seededRandom } from '../../__testUtils__/generatedIncident';
import { shopCase, shopTemplate } from '../../__testUtils__/shopIncident';
import { ClaimVerifier } from '../../verification';
import { mutateEvidence } from '../../verification/__testUtils__/mutateEvidence';
import { SealedFacts } from '../../verification';
import { contextOf } from '../contextOf';
import { writeImpact } from './impact';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

type Part = Partial<Omit<SubmitEvidenceNode, 'metadata'>> & {
  service?: string;
  region?: string;
  labels?: Record<string, string>;
  more?: object;
};

/** A metric with a point per minute from 14:00. */
function metric(
  name: string,
  unit: string | undefined,
  values: readonly number[],
  { service = 'checkout', region = '', labels, more, ...part }: Part = {},
): SubmitEvidenceNode {
  return {
    id: [name, service, region, ...Object.values(labels ?? {})]
      .join('-')
      .replace(/[^\w-]/g, ''),
    sourceType: 'telemetry',
    timestamp: at(40),
    metadata: { service, region },
    payload: {
      kind: 'metric',
      metric: name,
      ...(unit !== undefined && { unit }),
      ...(labels && { labels }),
      points: values.map((value, minute) => [at(minute), value]),
      ...more,
    },
    ...part,
  };
}

const alert = (
  alertName: string,
  { service = 'checkout', region = '', more = {} }: Part = {},
): SubmitEvidenceNode => ({
  id: `alert-${alertName}-${service}-${region}`,
  sourceType: 'telemetry',
  timestamp: at(12),
  metadata: { service, region },
  payload: {
    kind: 'alert',
    alertName,
    status: 'firing',
    startsAt: at(12),
    ...more,
  },
});

/** Forty values: `calm` until 14:10 and from 14:30 on, `bad` between. */
const between = (calm: number, bad: number, after = calm) =>
  Array.from({ length: 40 }, (_, minute) => {
    if (minute < 10) return calm;
    return minute < 30 ? bad : after;
  });

const INCIDENT: Partial<Incident> = {
  services: ['component:default/checkout'],
  startedAt: at(10),
  detectedAt: at(12),
  resolvedAt: at(31),
};

function impactOf(
  evidence: SubmitEvidenceNode[],
  incident: Partial<Incident> = {},
) {
  const one = shopCase({
    withTrace: false,
    incident: { ...INCIDENT, ...incident },
    evidence,
  });
  const blocks = writeImpact(contextOf({ ...one, template: shopTemplate }));
  return { one, blocks };
}

const claimsOf = (blocks: readonly DraftBlock[]) =>
  blocks.flatMap(({ claims, more }) => [...claims, ...(more?.claims ?? [])]);

const METRIC_WORDS = / (?:rose|fell|stayed) /;

function told(blocks: readonly DraftBlock[]): string[] {
  return blocks
    .flatMap(({ claims }) => claims.map(({ text }) => text))
    .filter(text => METRIC_WORDS.test(text));
}

/** The first sentence on a metric, with its verdict unless it is supported. */
function supportedIn(
  evidence: SubmitEvidenceNode[],
  incident: Partial<Incident> = {},
): string {
  const { one, blocks } = impactOf(evidence, incident);
  const claim = claimsOf(blocks).find(({ text }) => METRIC_WORDS.test(text))!;
  const { verdict } = new ClaimVerifier().verify(claim, one.facts);
  return verdict === 'supported' ? claim.text : `${verdict} ${claim.text}`;
}

describe('metrics of the impact', () => {
  it.each<[string, SubmitEvidenceNode[], string]>([
    [
      'a spike that recovered',
      [metric('queue_depth', 'count', between(10, 90))],
      'queue_depth of checkout rose from 10 to 90 within 1 minute (peak at 14:10 UTC), stayed there until 14:29 UTC and was back at 10 at 14:30 UTC.',
    ],
    [
      'a dip that ended at another level',
      [
        metric(
          'free_bytes',
          'bytes',
          between(20 * 2 ** 30, 3 * 2 ** 30, 200 * 2 ** 30),
        ),
      ],
      'free_bytes of checkout fell from 20 GiB to 3 GiB within 1 minute (lowest at 14:10 UTC), stayed there until 14:29 UTC and was about 200 GiB from 14:30 UTC on.',
    ],
    [
      'a fall from where it left its noise, not from where it was nearest to its level',
      [
        metric('signups', 'count', [
          ...[40, 43, 37, 42, 38, 44, 40, 36, 41, 39],
          ...[36, 43, 37, 44, 36, 43, 20, 9, 2, 1, 2, 1, 2, 1, 2],
          ...[1, 2, 1, 2, 1, 39, 43, 36, 44, 41, 44, 35, 40, 43, 38],
        ]),
      ],
      'signups of checkout fell from 43 to 1 within 4 minutes (lowest at 14:19 UTC) and was back at 39 at 14:30 UTC.',
    ],
    [
      'the time of a fall to another level, from where it creeps on',
      [
        metric(
          'disk_used',
          'percent',
          between(92, 100).map((value, minute) =>
            minute < 30 ? value : 30 + (minute - 30) * 0.4,
          ),
        ),
      ],
      'disk_used of checkout rose from 92 % to 100 % within 1 minute (peak at 14:10 UTC), stayed there until 14:29 UTC and was 30 % at 14:30 UTC.',
    ],
    [
      'growth into the limit that another series names',
      [
        metric(
          'pool_connections',
          'connections',
          between(1200, 4998, 4998).map((value, minute) =>
            Math.min(4998, value + minute),
          ),
        ),
        metric('max_pool_connections', 'connections', between(5000, 5000)),
      ],
      'pool_connections of checkout rose from 1,209 to 4,998 of 5,000 connections within 1 minute (peak at 14:10 UTC) and stayed there until 14:39 UTC.',
    ],
    [
      'growth into the limit that a source names',
      [
        metric(
          'db_connections',
          undefined,
          Array.from({ length: 36 }, (_, minute) => 320 + minute * 5),
        ),
        {
          id: 'event',
          sourceType: 'telemetry',
          timestamp: at(33),
          metadata: { service: 'checkout' },
          payload: {
            kind: 'event',
            message: 'The limit is near: 460 of 500 connections.',
          },
        },
      ],
      'db_connections of checkout rose from 320 to 495 of 500 within 35 minutes (peak at 14:35 UTC).',
    ],
    [
      'one that an alert is on, however little it moved',
      [
        metric('cache_entries', 'count', between(500, 500)),
        alert('CacheEntries'),
      ],
      'cache_entries of checkout stayed at 500.',
    ],
    [
      'a share that should be whole',
      [
        metric('availability', 'ratio', [
          0.999,
          ...Array(10).fill(0.999),
          0.95,
          0.999,
        ]),
      ],
      'availability of checkout fell from 99.9 % to 95 % within 1 minute (lowest at 14:11 UTC) and was back at 99.9 % at 14:12 UTC.',
    ],
  ])('tell %s', (_, evidence, expected) => {
    const { blocks } = impactOf(evidence);

    expect(told(blocks)).toEqual([expected]);
  });

  it('keep the labels that tell series apart, and only those', () => {
    const { blocks } = impactOf(
      ['iowait', 'user'].map((mode, index) =>
        metric('cpu_usage', 'percent', between(2, 60 + index * 20), {
          labels: { mode, instance: 'db-1' },
        }),
      ),
    );

    expect(
      told(blocks)
        .map(text => text.split(' rose')[0])
        .sort(),
    ).toEqual([
      'cpu_usage of checkout (mode iowait)',
      'cpu_usage of checkout (mode user)',
    ]);
  });

  it('are at most five, the worst first, and the others one line', () => {
    const { blocks } = impactOf([
      ...Array.from({ length: 9 }, (_, index) =>
        metric(`queue_${index}`, 'count', between(100, 200 + index * 50)),
      ),
      ...Array.from({ length: 12 }, (_, index) =>
        metric(`steady_${index}`, 'count', between(100, 101)),
      ),
    ]);

    expect(told(blocks).map(text => text.split(' ')[0])).toEqual([
      'queue_8',
      'queue_7',
      'queue_6',
      'queue_5',
      'queue_4',
    ]);
    expect(blocks.at(-1)).toMatchObject({
      claims: [],
      more: { label: '4 more series moved less' },
    });
    expect(blocks.at(-1)!.more!.claims).toHaveLength(4);
  });

  it('come before others when an alert is on them', () => {
    const { blocks } = impactOf([
      metric('queue_depth', 'count', between(10, 5000)),
      metric('open_sockets', 'count', between(100, 180)),
      alert('Pressure', { more: { expr: 'open_sockets > 150' } }),
    ]);

    expect(told(blocks)[0]).toMatch(/^open_sockets/);
  });

  it('tell a series once, however often it was captured', () => {
    const values = between(10, 90);
    const { blocks } = impactOf([
      metric('queue_depth', 'count', values),
      metric('queue_depth', 'count', values.slice(0, 20), { id: 'earlier' }),
    ]);

    expect(
      claimsOf(blocks).filter(({ text }) => METRIC_WORDS.test(text)),
    ).toHaveLength(1);
  });

  it('tell one percentile and fold the others', () => {
    const { blocks } = impactOf(
      [50, 95, 99].map(percentile =>
        metric(`latency_p${percentile}`, 'seconds', between(0.1, percentile)),
      ),
    );

    expect(told(blocks)).toHaveLength(1);
    expect(blocks.at(-1)).toMatchObject({
      more: { label: '2 more series moved less' },
    });
  });

  it('leave out noise, what got better, and services that are not listed', () => {
    const random = seededRandom(7);
    const { blocks } = impactOf([
      metric(
        'memory_used',
        'bytes',
        Array.from({ length: 40 }, () => 1e9 * (1 + random() / 4)),
      ),
      metric('latency', 'seconds', between(2, 0.1)),
      metric('queue_depth', 'count', between(10, 900), { service: 'search' }),
    ]);

    expect(told(blocks)).toEqual([]);
    expect(blocks.flatMap(({ more }) => more?.label ?? [])).toEqual([
      '1 more series moved less',
      '1 series moved in services that the incident does not list',
    ]);
  });

  it('begin where it had gone bad, when that was before the incident was noticed', () => {
    const values = Array.from({ length: 60 }, (_, minute) => {
      if (minute < 20) return 62;
      if (minute < 50) return Math.min(100, 62 + (minute - 20) * 4);
      return 30;
    });
    const { blocks } = impactOf(
      [metric('volume_used_percent', 'percent', values)],
      { startedAt: at(40), detectedAt: at(42), resolvedAt: at(55) },
    );

    expect(told(blocks)).toEqual([
      'volume_used_percent of checkout rose from 62 % to 100 % within 10 minutes (peak at 14:30 UTC), stayed there until 14:49 UTC and was about 30 % from 14:50 UTC on.',
    ]);
  });

  it('start at the level, also where the series came back before it went farthest', () => {
    const values = Array.from({ length: 60 }, (_, minute) => {
      if (minute >= 20 && minute < 25) return 300;
      return minute >= 40 && minute < 45 ? 800 : 100 + (minute % 3);
    });
    const { blocks } = impactOf(
      [metric('print_latency', 'milliseconds', values)],
      {
        startedAt: at(20),
        resolvedAt: at(50),
      },
    );

    expect(told(blocks)[0]).toMatch(
      /^print_latency of checkout rose from 10[0-2] ms \(at 14:19 UTC\) to 300 ms \(at 14:20 UTC\) and was 10[0-2] ms at 14:25 UTC; it rose again to 800 ms \(peak at 14:40 UTC\)/,
    );
  });

  it('are told as two where they came back between', () => {
    const twice = Array.from({ length: 40 }, (_, minute) => {
      if (minute >= 11 && minute < 15) return 9300;
      if (minute >= 22 && minute < 26) return 980;
      return 240 + (minute % 3);
    });

    expect(supportedIn([metric('latency_p99', 'milliseconds', twice)])).toBe(
      'latency_p99 of checkout rose from 241 ms (at 14:10 UTC) to 9,300 ms (peak at 14:11 UTC) and was 240 ms at 14:15 UTC; it rose again to 980 ms (at 14:22 UTC) and was back at 242 ms at 14:26 UTC.',
    );
  });

  it('are told as rises and falls where there are many', () => {
    const teeth = Array.from({ length: 60 }, (_, minute) =>
      minute < 10 || minute >= 52 ? 1.1 : 1.1 + ((minute - 10) % 6) * 0.58,
    );

    expect(
      supportedIn([metric('memory_usage', undefined, teeth)], {
        resolvedAt: at(55),
      }),
    ).toBe(
      'memory_usage of checkout rose and fell seven times between 1.1 and 4 (peak at 14:15 UTC) from 14:10 UTC to 14:52 UTC, and was back at 1.1 at 14:52 UTC.',
    );
  });

  it('leave out a lone point of a series that never moves', () => {
    const values = Array.from({ length: 60 }, (_, minute) =>
      minute === 15 || minute === 29 ? 2 : 0,
    );
    const { blocks } = impactOf([metric('retry_errors', 'count', values)]);

    expect(
      claimsOf(blocks)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('retry_errors');
  });

  it('have what ran out after what users notice, and before the rest', () => {
    const { blocks } = impactOf([
      metric('render_queue_depth', 'count', between(1, 900)),
      metric('cpu_of_limit', 'percent', between(40, 100)),
      metric('failed_logins', 'count', between(2, 40)),
    ]);

    expect(told(blocks).map(text => text.split(' ')[0])).toEqual([
      'failed_logins',
      'cpu_of_limit',
      'render_queue_depth',
    ]);
  });

  it('tell the percentile that an alert names', () => {
    const { blocks } = impactOf([
      metric('basket_latency_p50', 'milliseconds', between(10, 900)),
      metric('basket_latency_p99', 'milliseconds', between(100, 2000)),
      alert('BasketLatencyP99', { more: { summary: 'basket latency p99' } }),
    ]);

    expect(told(blocks).map(text => text.split(' ')[0])).toEqual([
      'basket_latency_p99',
    ]);
  });

  it('begin with what users notice', () => {
    const { blocks } = impactOf([
      metric('queue_depth', 'count', between(10, 90_000)),
      metric('orders_completed', 'per_second', between(8, 0.5)),
      {
        id: 'final',
        sourceType: 'chat',
        timestamp: at(38),
        metadata: { service: 'checkout' },
        payload: {
          kind: 'message',
          channel: '#incident',
          author: { name: 'Ada' },
          text: 'Hello all. In the end 1,284 orders were lost, about EUR 45,000.50 of revenue. Could 3,000 users be affected?',
        },
      },
    ]);

    expect(
      claimsOf(blocks)
        .map(({ text }) => text)
        .slice(0, 2),
    ).toEqual([
      'Ada wrote at 14:38 UTC: “In the end 1,284 orders were lost, about EUR 45,000.50 of revenue.”',
      'orders_completed of checkout fell from 8 per second to 0.5 per second within 1 minute (lowest at 14:10 UTC), stayed there until 14:29 UTC and was back at 8 per second at 14:30 UTC.',
    ]);
  });

  it.each([
    [
      'some of several regions',
      ['eu-west-1'],
      'All alerts that fired are from eu-west-1, one of the 3 regions in the evidence.',
    ],
    ['all regions', ['eu-west-1', 'us-east-1', 'ap-south-1'], undefined],
    ['a region and none', ['eu-west-1', ''], undefined],
  ])('name the regions when alerts are from %s', (_, regions, expected) => {
    const { blocks } = impactOf([
      ...['eu-west-1', 'us-east-1', 'ap-south-1'].map(region =>
        metric('cache_entries', 'count', between(5, 5), { region }),
      ),
      ...regions.map(region => alert('Down', { region })),
    ]);

    expect(
      claimsOf(blocks)
        .map(({ text }) => text)
        .find(text => text.includes('region')),
    ).toBe(expected);
  });

  it('fall with their evidence', () => {
    const { one, blocks } = impactOf([
      metric('pool_connections', 'connections', between(1200, 4998, 1210), {
        labels: { pool: 'orders' },
      }),
      metric('pool_connections', 'connections', between(100, 101), {
        labels: { pool: 'reports' },
      }),
      metric('max_pool_connections', 'connections', between(5000, 5000)),
      metric('free_bytes', 'bytes', between(2e10, 3e9, 2e11)),
    ]);
    const verifier = new ClaimVerifier();
    const verdictOf = (
      claim: Parameters<ClaimVerifier['verify']>[0],
      evidence = one.evidence,
    ) =>
      verifier.verify(
        claim,
        new SealedFacts({ seal: one.seal, evidence, services: [] }),
      ).verdict;
    const claims = claimsOf(blocks).filter(({ text }) =>
      METRIC_WORDS.test(text),
    );

    expect(claims.length).toBeGreaterThan(1);
    expect(claims.map(claim => verdictOf(claim))).toEqual(
      claims.map(() => 'supported'),
    );
    const survivors = claims.flatMap(claim =>
      mutateEvidence(claim, one.evidence).flatMap(mutation =>
        verdictOf(mutation.claim, mutation.evidence) === 'supported'
          ? [`${mutation.name}: ${claim.text}`]
          : [],
      ),
    );
    expect(survivors).toEqual([]);
  });
});

/** Series of every shape, made up from a seed. */
function generatedSeries(seed: number): SubmitEvidenceNode[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]) =>
    from[Math.floor(random() * from.length)];
  const length = 1 + Math.floor(random() * 60);
  return Array.from({ length: 8 }, (_, index) => {
    const low = 10 ** (random() * 9 - 4);
    const high = low * 10 ** (random() * 3);
    const start = Math.floor(random() * length);
    const end = start + Math.floor(random() * length);
    const shapeAt = pick([
      () => low,
      (minute: number) => (minute >= start && minute < end ? high : low),
      (minute: number) => (minute >= start && minute < end ? 0 : high),
      (minute: number) => low + ((high - low) * minute) / length,
      (minute: number) => (minute >= start ? high : low),
      () => (random() < 0.1 ? high : low),
      () => -low,
    ]);
    const noise = pick([0, 0, 0.01, 0.2]);
    return metric(
      pick(['latency_p99', 'error_ratio', 'free_space', 'thing', 'orders']),
      pick([
        'ratio',
        'percent',
        'seconds',
        'bytes',
        'count',
        'Bytes/Second',
        undefined,
      ]),
      Array.from(
        { length },
        (__, minute) => shapeAt(minute) * (1 + (random() - 0.5) * noise),
      ),
      {
        id: `series-${index}`,
        region: pick(['', 'eu', 'us']),
        labels: { pod: `pod-${index % 5}`, zone: pick(['a', 'b']) },
      },
    );
  });
}

describe('labels of where a series is from', () => {
  const bad = between(10, 90);
  const from = (labels: Record<string, string>, part: Part = {}) => ({
    ...part,
    labels,
  });

  it('stay where series are of several environments, whatever the metric', () => {
    const { blocks } = impactOf([
      metric('queue_depth', 'count', bad, from({ env: 'staging' })),
      metric('lag', 'count', bad, from({ env: 'live' })),
      metric('backlog', 'count', bad, from({ env: 'live' })),
    ]);
    expect(
      told(blocks)
        .map(text => text.split(' rose')[0])
        .sort(),
    ).toEqual([
      'backlog of checkout (env live)',
      'lag of checkout (env live)',
      'queue_depth of checkout (env staging)',
    ]);
  });

  it('stay where one series is of another cluster than most', () => {
    const { blocks } = impactOf([
      metric('queue_depth', 'count', bad, from({ cluster: 'laptop' })),
      metric('lag', 'count', bad, from({ cluster: 'eu-1' })),
      metric('backlog', 'count', bad, from({ cluster: 'eu-1' })),
    ]);
    expect(
      told(blocks)
        .map(text => text.split(' rose')[0])
        .sort(),
    ).toEqual([
      'backlog of checkout',
      'lag of checkout',
      'queue_depth of checkout (cluster laptop)',
    ]);
  });

  it('are left out where each service has its own', () => {
    const { blocks } = impactOf([
      metric('queue_depth', 'count', bad, from({ namespace: 'shop' })),
      metric('lag', 'count', bad, from({ namespace: 'shop' })),
      metric(
        'lag',
        'count',
        bad,
        from({ namespace: 'pay' }, { service: 'payments' }),
      ),
    ]);
    expect(told(blocks).join()).not.toMatch(/namespace/);
  });
});

it('never states a number that the evidence does not have', () => {
  const verifier = new ClaimVerifier();
  for (let seed = 1; seed <= 150; seed += 1) {
    const { one, blocks } = impactOf(
      [...generatedSeries(seed), alert('Latency')],
      seed % 3 === 0 ? { resolvedAt: at(15) } : {},
    );
    const wrong = claimsOf(blocks).flatMap(claim => {
      const { verdict, reasons } = verifier.verify(claim, one.facts);
      return verdict === 'supported'
        ? []
        : [{ seed, text: claim.text, reasons }];
    });
    expect(wrong).toEqual([]);
  }
});

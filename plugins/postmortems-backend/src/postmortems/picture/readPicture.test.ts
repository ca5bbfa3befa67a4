import type { CacheService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Claim,
  incidentPictureSchema,
  PICTURE_LIMITS,
  type CandidateCauseAssertion,
  type CauseDecision,
  type Incident,
  type PicturePhase,
  type Postmortem,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopCase, shopEvidence } from '../../__testUtils__/shopIncident';
import { readPicture } from './readPicture';

const START = Date.parse('2026-03-02T14:02:00Z');
const minute = (number: number) =>
  new Date(START + number * 60_000).toISOString();

const node = (
  id: string,
  at: number,
  payload: SubmitEvidenceNode['payload'],
  part: Partial<SubmitEvidenceNode> = {},
): SubmitEvidenceNode => ({
  id,
  sourceType: 'telemetry',
  timestamp: minute(at),
  metadata: { service: 'component:default/checkout' },
  payload,
  ...part,
});

const firing = (id: string, at: number, more: object = {}) =>
  node(id, at, { kind: 'alert', alertName: 'Slow', status: 'firing', ...more });

const metric = (
  id: string,
  name: string,
  values: readonly number[],
  part: Partial<SubmitEvidenceNode> = {},
) =>
  node(
    id,
    25,
    {
      kind: 'metric',
      metric: name,
      points: values.map((value, index) => [minute(index - 5), value]),
    },
    part,
  );

function sectionsWith(
  cause: Partial<CandidateCauseAssertion>,
  claim: {
    decision?: CauseDecision;
    verdict?: 'attested' | 'contradicted';
  } = {},
): Postmortem['sections'] {
  return [
    {
      id: 'rootCause',
      title: 'Root cause',
      blocks: [
        {
          id: 'block-1',
          type: 'paragraph',
          author: { type: 'deterministic', name: 'test', version: '1' },
          claims: [
            {
              id: 'cause-1',
              kind: 'root_cause',
              text: 'Possible cause: the deployment.',
              verdict: 'unverified',
              spans: [],
              reasons: [],
              verifierVersion: '1',
              reading: {
                by: 'renderer',
                leftOver: [],
                assertions: [
                  {
                    type: 'candidateCause',
                    origin: 'change',
                    statement: 'deployment of checkout 2.4.1',
                    cause: { evidence: 'deploy-1' },
                    effect: { evidence: 'alert-1', pointer: '/startsAt' },
                    ties: [],
                    against: [],
                    ...cause,
                  },
                ],
              },
              ...claim,
            },
          ],
        },
      ],
    },
  ];
}

async function pictureOf(
  options: {
    evidence?: readonly SubmitEvidenceNode[];
    incident?: Partial<Incident>;
    sections?: Postmortem['sections'];
    /** Instead of the sealed evidence. */
    cache?: CacheService;
    phases?: readonly PicturePhase[];
    stored?(
      nodes: ReturnType<typeof shopCase>['evidence'],
    ): ReturnType<typeof shopCase>['evidence'];
  } = {},
) {
  const {
    sections = [],
    stored = nodes => nodes,
    cache,
    phases,
    ...given
  } = options;
  const { evidence, seal } = shopCase({ withTrace: false, ...given });
  const nodes = stored(evidence).sort((a, b) =>
    a.timestamp < b.timestamp ? -1 : 1,
  );
  return incidentPictureSchema.parse(
    await readPicture({
      postmortem: { id: 'p-1', revision: 3, sections },
      seal,
      cache,
      phases,
      evidence: (async function* stream() {
        yield* nodes;
      })(),
      nodesById: async ids =>
        new Map(
          evidence.flatMap(one =>
            ids.includes(one.id) ? [[one.id, one]] : [],
          ),
        ),
    }),
  );
}

const confirmed: CauseDecision = {
  outcome: 'confirmed',
  by: 'user:default/ada',
  at: minute(60),
  reason: 'It was undone.',
};

describe('picture from evidence', () => {
  it('has phases, the alert from start to end, the deployment, the metric and the chat', async () => {
    const picture = await pictureOf();

    expect(picture.phases.map(({ phase, at }) => [phase, at])).toEqual([
      ['impact', minute(0)],
      ['detected', minute(7)],
      ['recovered', minute(29)],
    ]);
    expect(picture.alerts).toEqual([
      {
        name: 'CheckoutErrors',
        service: 'checkout',
        count: 1,
        alerts: [
          {
            from: minute(6),
            to: minute(28),
            count: 1,
            evidence: { evidence: 'alert-1', pointer: '/startsAt' },
          },
        ],
      },
    ]);
    expect(picture.changes).toContainEqual(
      expect.objectContaining({
        kind: 'deployment',
        label: 'checkout 2.4.1',
        evidence: { evidence: 'deploy-1' },
      }),
    );
    expect(picture.series).toEqual([
      expect.objectContaining({
        metric: 'error_rate',
        extreme: {
          at: '2026-03-02T14:12:00.000Z',
          value: 0.345,
          label: '34.5 %',
        },
        evidence: { evidence: 'errors', pointer: '/points/3' },
      }),
    ]);
    expect(picture.chat.messages).toBe(
      shopEvidence.filter(({ payload }) => payload.kind === 'message').length,
    );
  });

  it('takes phases that the record does not know from the timeline of the document', async () => {
    const entry = (
      at: number,
      phase: 'response' | 'detected' | 'mitigated',
      evidenceId: string,
    ) => {
      const [{ blocks }] = sectionsWith({});
      const [claim] = blocks[0].claims;
      return {
        ...blocks[0],
        id: `entry-${at}`,
        claims: [
          { ...claim, spans: [{ evidenceId, pointer: '/text', quote: 'x' }] },
        ],
        timeline: {
          at: minute(at),
          label: '',
          sourceTypes: [],
          merged: 1,
          phase,
        },
      };
    };
    const { phases } = await pictureOf({
      sections: [
        {
          id: 'timeline',
          title: 'Timeline',
          blocks: [
            entry(12, 'response', 'chat-2'),
            entry(10, 'response', 'chat-1'),
            entry(11, 'detected', 'alert-1'),
            entry(24, 'mitigated', 'rollback-1'),
          ],
        },
      ],
    });

    expect(
      phases.map(({ phase, at, evidence }) => [phase, at, evidence?.evidence]),
    ).toEqual([
      ['impact', minute(0), 'incident-record'],
      ['detected', minute(7), 'incident-record'],
      ['response', minute(10), 'chat-1'],
      ['mitigated', minute(24), 'rollback-1'],
      ['recovered', minute(29), 'incident-record'],
    ]);
  });

  it('takes phases that were found in the evidence instead of those of the record', async () => {
    const phases: PicturePhase[] = [
      { phase: 'impact', at: minute(-4), evidence: { evidence: 'errors' } },
      { phase: 'response', at: minute(9), evidence: { evidence: 'chat-1' } },
    ];
    const picture = await pictureOf({ phases });

    expect(picture.phases).toEqual(phases);
    expect(Date.parse(picture.window.from)).toBeLessThan(
      Date.parse(minute(-4)),
    );
  });

  it('connects the leading cause to its effect, and says when it is confirmed', async () => {
    const open = await pictureOf({ sections: sectionsWith({}) });
    expect(open.cause).toEqual({
      claimId: 'cause-1',
      statement: 'deployment of checkout 2.4.1',
      confirmed: false,
      cause: {
        at: '2026-03-02T14:00:00.000Z',
        evidence: { evidence: 'deploy-1' },
      },
      effect: {
        at: minute(6),
        evidence: { evidence: 'alert-1', pointer: '/startsAt' },
      },
    });

    const decided = await pictureOf({
      sections: sectionsWith({}, { decision: confirmed, verdict: 'attested' }),
    });
    expect(decided.cause?.confirmed).toBe(true);
  });

  it.each([
    ['no event', sectionsWith({ cause: undefined })],
    ['no known time', sectionsWith({ cause: { evidence: 'gone' } })],
    ['been contradicted', sectionsWith({}, { verdict: 'contradicted' })],
    [
      'been ruled out',
      sectionsWith({}, { decision: { ...confirmed, outcome: 'ruled_out' } }),
    ],
  ])('has no line for a cause that has %s', async (_, sections) => {
    expect((await pictureOf({ sections })).cause).toBeUndefined();
  });

  it('begins with the cause when that is near, and shows one that is not near all the same', async () => {
    const deployedAt = async (at: number) =>
      pictureOf({
        evidence: [
          ...shopEvidence.filter(({ id }) => id !== 'deploy-1'),
          node(
            'deploy-1',
            at,
            { kind: 'deployment', version: '2.4.1' },
            { sourceType: 'deployment' },
          ),
        ],
        sections: sectionsWith({}),
      });

    const near = await deployedAt(-50);
    expect(Date.parse(near.window.from)).toBeLessThan(Date.parse(minute(-50)));
    const far = await deployedAt(-20 * 60);
    expect(Date.parse(far.window.from)).toBeGreaterThan(
      Date.parse(minute(-10)),
    );
    expect(far.changes.map(({ evidence }) => evidence.evidence)).toContain(
      'deploy-1',
    );
  });

  it('lasts until the last evidence while the incident is not over', async () => {
    const { window } = await pictureOf({
      incident: { resolvedAt: undefined },
      evidence: [firing('a', 5), firing('b', 90, { startsAt: minute(5) })],
    });

    expect(Date.parse(window.to)).toBeGreaterThan(Date.parse(minute(90)));
  });

  it('has an alert that is reported again and again once, without an end when none is known', async () => {
    const { alerts } = await pictureOf({
      evidence: [
        firing('a', 5),
        firing('b', 9),
        firing('c', 14, { startsAt: minute(5) }),
      ],
    });

    expect(alerts[0]).toMatchObject({
      count: 1,
      alerts: [{ from: minute(5), count: 1 }],
    });
    expect(alerts[0].alerts[0].to).toBeUndefined();
  });

  it('groups several hundred alerts into few rows and bars', async () => {
    const { alerts } = await pictureOf({
      evidence: Array.from({ length: 600 }, (_, index) => {
        const at = (index % 120) / 4;
        return [
          firing(`f-${index}`, at, {
            alertName: `Alert${index % 40}`,
            labels: { pod: `${index}` },
            startsAt: minute(at),
          }),
          node(`r-${index}`, at + 0.01, {
            kind: 'alert',
            alertName: `Alert${index % 40}`,
            labels: { pod: `${index}` },
            status: 'resolved',
            startsAt: minute(at),
            endsAt: minute(at + 0.01),
          }),
        ];
      }).flat(),
    });

    expect(alerts).toHaveLength(PICTURE_LIMITS.alertRows);
    expect(alerts.at(-1)!.name).toBeUndefined();
    expect(alerts.reduce((sum, { count }) => sum + count, 0)).toBe(600);
    for (const row of alerts) {
      expect(row.alerts.length).toBeLessThanOrEqual(PICTURE_LIMITS.alertsInRow);
      expect(row.alerts.reduce((sum, { count }) => sum + count, 0)).toBe(
        row.count,
      );
    }
  });

  it('keeps changes of the affected services when there are too many', async () => {
    const { changes, moreChanges } = await pictureOf({
      evidence: Array.from({ length: 300 }, (_, index) =>
        node(
          `d-${index}`,
          index / 15,
          { kind: 'deployment', version: `${index}` },
          {
            sourceType: 'deployment',
            metadata: { service: index < 290 ? 'billing' : 'checkout' },
          },
        ),
      ),
    });

    expect(changes).toHaveLength(PICTURE_LIMITS.changes);
    expect(
      changes.filter(({ service }) => service === 'checkout'),
    ).toHaveLength(10);
    expect(moreChanges).toBe(300 - PICTURE_LIMITS.changes);
  });

  it('tells flags and other changes from deployments', async () => {
    const change = (id: string, payload: SubmitEvidenceNode['payload']) =>
      node(id, 1, payload, { sourceType: 'deployment' });
    const { changes } = await pictureOf({
      evidence: [
        change('1', { kind: 'rollback', version: '1.0' }),
        change('2', { kind: 'config_change', name: 'pool_size' }),
        change('3', { kind: 'feature_flag', name: 'new-cart', version: 'on' }),
        change('4', { kind: 'migration', name: '042_orders' }),
        change('5', { kind: 'deployment', status: 'in_progress' }),
      ],
    });

    expect(
      changes.map(({ kind, label, status }) => [kind, label, status]),
    ).toEqual([
      ['rollback', 'checkout 1.0', undefined],
      ['config', 'checkout pool_size', undefined],
      ['flag', 'checkout new-cart on', undefined],
      ['other', 'checkout 042_orders', undefined],
      ['deployment', 'checkout', 'in_progress'],
    ]);
  });

  it('chooses at most three metrics of the affected services, those on alerts first', async () => {
    const calm = [5, 5, 6, 5, 5];
    const { series } = await pictureOf({
      evidence: [
        firing('a', 3, { alertName: 'QueueTooLong' }),
        metric('m-1', 'latency', [...calm, 50, 60, 40]),
        metric('m-2', 'queue_length', [...calm, 9, 9, 9]),
        metric('m-3', 'cpu', [...calm, 500, 90, 90]),
        metric('m-4', 'requests', [...calm, 20, 30, 20]),
        metric('m-5', 'steady', [...calm, 5, 6, 5]),
        metric('m-6', 'elsewhere', [...calm, 9000, 9000], {
          metadata: { service: 'billing' },
        }),
      ],
    });

    expect(series.map(one => one.metric)).toEqual([
      'queue_length',
      'cpu',
      'latency',
    ]);
  });

  it('is read from the evidence once, until the cause is decided', async () => {
    const stored = new Map<string, unknown>();
    const cache = mockServices.cache.mock({
      get: async key => stored.get(key) as any,
      set: async (key, value) => {
        stored.set(key, value);
      },
    });
    const sections = sectionsWith({});
    const first = await pictureOf({ sections, cache });
    const again = await pictureOf({ sections, cache, stored: () => [] });
    expect(again.alerts).toEqual(first.alerts);

    const decided = await pictureOf({
      sections: sectionsWith({}, { decision: confirmed, verdict: 'attested' }),
      cache,
    });
    expect(decided.cause?.confirmed).toBe(true);
    expect(stored.size).toBe(2);
  });

  it('shows first the metrics that the impact of the document tells of', async () => {
    const calm = [5, 5, 6, 5, 5];
    const [section] = sectionsWith({});
    const [block] = section.blocks;
    const { series } = await pictureOf({
      evidence: [
        metric('m-1', 'latency', [...calm, 50, 60, 40]),
        metric('m-2', 'orders', [...calm, 5, 0, 5], {
          metadata: { service: 'billing' },
        }),
      ],
      sections: [
        {
          ...section,
          id: 'impact',
          blocks: [
            {
              ...block,
              claims: [
                {
                  ...block.claims[0],
                  spans: [
                    { evidenceId: 'm-2', pointer: '/points/6/1', quote: '0' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });

    expect(series.map(one => one.metric)).toEqual(['orders', 'latency']);
  });

  it('gives as the value before what the document says that a metric changed from', async () => {
    const [section] = sectionsWith({});
    const [block] = section.blocks;
    const claim: Claim = {
      ...block.claims[0],
      spans: [
        { evidenceId: 'm-1', pointer: '/metric', quote: 'latency' },
        { evidenceId: 'm-1', pointer: '/points/4/1', quote: '7' },
        { evidenceId: 'm-1', pointer: '/points/6/1', quote: '60' },
      ],
      reading: {
        by: 'renderer',
        leftOver: [],
        assertions: [
          {
            type: 'change',
            direction: 'rose',
            series: { evidence: 'm-1', metric: 'latency' },
            from: { value: 7, unit: 'none', bound: 'exactly', precision: 1 },
          },
        ],
      },
    };
    const { series } = await pictureOf({
      evidence: [metric('m-1', 'latency', [5, 5, 6, 5, 7, 50, 60, 40])],
      sections: [
        { ...section, id: 'impact', blocks: [{ ...block, claims: [claim] }] },
      ],
    });

    expect(series[0].usual.value).toBe(7);
  });

  it('draws no level line, and marks the worst point rather than the best', async () => {
    const { series } = await pictureOf({
      evidence: [
        metric('m-1', 'latency', Array(12).fill(80)),
        metric('m-2', 'disk_usage', [
          ...[70, 71, 70, 69, 70, 70, 71, 70, 70, 71],
          ...[99, 99, 99, 99, 10, 10, 10, 10, 10],
        ]),
      ],
    });

    expect(
      series.map(({ metric: name, extreme }) => [name, extreme.value]),
    ).toEqual([['disk_usage', 99]]);
  });

  it('leaves out evidence that is not what was sealed', async () => {
    const { alerts, changes } = await pictureOf({
      stored: nodes =>
        nodes.map(one =>
          one.id === 'deploy-1'
            ? { ...one, payload: { ...one.payload, version: '9.9.9' } }
            : one,
        ),
    });

    expect(alerts).toHaveLength(1);
    expect(changes.map(({ label }) => label)).not.toContain('checkout 9.9.9');
  });
});

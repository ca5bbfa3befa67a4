import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  type Incident,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  evidenceWindow,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { generate } from 'selfsigned';
import { FakeKubernetes } from './__testUtils__/FakeKubernetes';
import {
  component,
  deployment,
  event,
  replicaSet,
  shopComponent,
  shopObjects,
  sourceOf,
} from './__testUtils__/shop';

const incident = {
  key: 'INC-7',
  services: ['component:default/shop-checkout'],
  startedAt: '2026-03-02T14:02:00.000Z',
} as Incident;
const window = {
  from: new Date('2026-03-02T12:02:00.000Z'),
  to: new Date('2026-03-02T15:30:00.000Z'),
};
const { signal } = new AbortController();

describe('KubernetesSource', () => {
  let server: FakeKubernetes;
  beforeEach(async () => {
    server = await FakeKubernetes.start();
    server.objects = shopObjects();
  });
  afterEach(() => server.stop());

  /** What a collection brings, and what it says that is missing. */
  async function collect(
    options: {
      block?: JsonObject;
      entities?: Entity[];
      from?: FakeKubernetes;
      startedAt?: string;
      changesFrom?: Date;
    } = {},
  ): Promise<{ nodes: SubmitEvidenceNode[]; failure?: string }> {
    const { url } = options.from ?? server;
    const block = {
      url,
      serviceAccountToken: 'account-token',
      ...options.block,
    };
    try {
      const nodes = await sourceOf(block, options.entities).collect!({
        incident,
        window: {
          ...(options.startedAt
            ? evidenceWindow({ startedAt: options.startedAt })
            : window),
          ...(options.changesFrom && { changesFrom: options.changesFrom }),
        },
        signal,
        restrict: async () => {},
        addEvidence: async () => {},
      });
      for (const node of nodes) submitEvidenceNodeSchema.parse(node);
      return { nodes };
    } catch (error) {
      const nodes = error instanceof PartialEvidenceError ? error.nodes : [];
      return { nodes, failure: (error as Error).message };
    }
  }

  it('takes a rollout of the morning, from where changes count, and no event of then', async () => {
    server.objects.replicasets[1] = replicaSet({
      hash: '7d9f8c6b5',
      revision: '2',
      time: '06:00:00',
      image: 'registry.example.com:5000/shop/checkout:2.4.1',
    });
    server.objects.events.push(event('early', '06:00:01'));
    const early = async (changesFrom?: Date) =>
      (await collect({ changesFrom })).nodes
        .filter(({ timestamp }) => timestamp < '2026-03-02T12')
        .map(({ id }) => id);
    expect(await early()).toEqual([]);
    expect(await early(new Date('2026-03-01T14:02:00Z'))).toEqual([
      'kubernetes/rollout/rs-5c7d8e9f1/1',
      'kubernetes/rollout/rs-7d9f8c6b5/2',
    ]);
  });

  it('takes rollouts, the way back, and events of the component', async () => {
    const block = {
      name: 'east',
      environment: 'production',
      dashboardUrl: 'https://dashboard.example.com/',
    };
    const { nodes, failure } = await collect({ block });
    expect(failure).toBeUndefined();
    expect(nodes.map(({ id }) => id)).toEqual([
      'kubernetes/rollout/rs-7d9f8c6b5/2',
      'kubernetes/rollout/rs-5c7d8e9f1/3',
      'kubernetes/event/ev1/12',
      'kubernetes/event/start2/1',
      'kubernetes/event/start1/1',
      'kubernetes/event/start0/1',
    ]);
    const [made, back, failing, started] = nodes;
    expect(made).toMatchObject({
      sourceType: 'deployment',
      provider: 'kubernetes',
      timestamp: '2026-03-02T14:00:00.000Z',
      sourceUrl:
        'https://dashboard.example.com/#/deployment/shop/checkout?namespace=shop',
      metadata: { service: 'component:default/shop-checkout' },
      payload: {
        kind: 'deployment',
        name: 'checkout',
        version: '2.4.1',
        previousVersion: '2.4.0',
        description: 'Faster checkout',
        environment: 'production',
        cluster: 'east',
        namespace: 'shop',
      },
    });
    expect(back).toMatchObject({
      timestamp: '2026-03-02T14:25:00.000Z',
      payload: {
        kind: 'rollback',
        version: '2.4.0',
        previousVersion: '2.4.1',
      },
    });
    expect(failing).toMatchObject({
      sourceType: 'telemetry',
      timestamp: '2026-03-02T14:01:30.000Z',
      expiresAt: '2026-03-02T15:20:00.000Z',
      payload: {
        kind: 'event',
        reason: 'BackOff',
        type: 'Warning',
        object: 'Pod/checkout-7d9f8c6b5-x2x9z',
        count: 12,
        lastAt: '2026-03-02T14:20:00.000Z',
      },
    });
    expect(started.metadata.correlationId).toBe('kubernetes:shop/checkout');
    // What repeats is told once
    expect(failing.metadata.correlationId).toBe('kubernetes:event:ev1');
  });

  it.each([5, -5])(
    'takes what just happened by a clock that is %d minutes off, each time the same',
    async minutes => {
      const told = new Date(Date.now() + minutes * 60_000);
      told.setMilliseconds(0);
      const time = told.toISOString();
      const made = replicaSet({
        hash: '6b8c9d7f4',
        revision: '4',
        time: '14:40:00',
        image: 'registry.example.com:5000/shop/checkout:2.4.2',
      });
      made.metadata.creationTimestamp = time;
      server.objects.replicasets.push(made);
      server.objects.events = [
        event('now', '', { firstTimestamp: time, lastTimestamp: time }),
      ];
      const startedAt = new Date().toISOString();
      const first = await collect({ startedAt });
      expect(first.nodes).toMatchObject([
        { id: 'kubernetes/rollout/rs-6b8c9d7f4/4', timestamp: time },
        { id: 'kubernetes/event/now/1', timestamp: time },
      ]);
      expect(await collect({ startedAt })).toEqual(first);
    },
  );

  it('tells a rollout after a rollback from what the rollback had left', async () => {
    server.objects.replicasets.push(
      replicaSet({
        hash: '6b8c9d7f4',
        revision: '4',
        time: '14:40:00',
        image: 'registry.example.com:5000/shop/checkout:2.4.2',
      }),
    );
    server.objects.events = [];
    expect((await collect()).nodes).toMatchObject([
      { id: 'kubernetes/rollout/rs-7d9f8c6b5/2' },
      {
        id: 'kubernetes/rollout/rs-6b8c9d7f4/4',
        timestamp: '2026-03-02T14:40:00.000Z',
        payload: {
          kind: 'deployment',
          version: '2.4.2',
          previousVersion: '2.4.0',
          description:
            'Before it, revision 3 was a rollback to revision 1 (app:2.4.0 + proxy:1.30)',
        },
      },
    ]);
  });

  it('takes the bad images of before again, after a rollback, for a deployment', async () => {
    server.objects.replicasets.push(
      replicaSet({
        hash: '6b8c9d7f4',
        revision: '4',
        time: '14:40:00',
        image: 'registry.example.com:5000/shop/checkout:2.4.1',
      }),
    );
    server.objects.events = [];
    expect((await collect()).nodes[1].payload).toMatchObject({
      kind: 'deployment',
      version: '2.4.1',
      previousVersion: '2.4.0',
    });
  });

  it('tells each further rollback from what was there before it', async () => {
    const history = (value: string) => ({
      'deployment.kubernetes.io/revision-history': value,
    });
    server.objects.replicasets = [
      replicaSet({
        hash: '5c7d8e9f1',
        revision: '5',
        time: '01:00:00',
        image: 'checkout:2.4.0',
        annotations: history('1,3'),
      }),
      replicaSet({
        hash: '7d9f8c6b5',
        revision: '4',
        time: '14:00:00',
        image: 'checkout:2.4.1',
        annotations: history('2'),
      }),
    ];
    server.objects.events = [];
    expect((await collect()).nodes).toMatchObject([
      { id: 'kubernetes/rollout/rs-7d9f8c6b5/2' },
      {
        id: 'kubernetes/rollout/rs-5c7d8e9f1/5',
        payload: { kind: 'rollback', previousVersion: '2.4.1' },
      },
    ]);
  });

  it('takes no event of a workload whose name is longer', async () => {
    server.objects.events = [
      event('own', '14:03:00'),
      event('pod', '14:03:00', { object: ['Pod', 'checkout-worker-x7k2p'] }),
      event('set', '14:03:00', { object: ['ReplicaSet', 'checkout-gateway'] }),
      event('job', '14:03:00', {
        object: ['Pod', 'checkout-migrate-27b5c'],
      }),
    ];
    const ids = (await collect()).nodes.map(({ id }) => id);
    expect(ids.filter(id => id?.includes('/event/'))).toEqual([
      'kubernetes/event/own/1',
    ]);
  });

  it('takes the same evidence with a second collection, page by page', async () => {
    const whole = await collect();
    server.pageSize = 1;
    expect(await collect()).toEqual(whole);
    expect(server.asked.some(url => url.includes('continue=1'))).toBe(true);
  });

  it('asks by id, or by another selector, in the namespace, of the own cluster', async () => {
    await collect();
    expect(server.asked).toContain(
      '/apis/apps/v1/namespaces/shop/deployments?labelSelector=backstage.io%2Fkubernetes-id%3Dcheckout&limit=500',
    );
    server.asked.length = 0;
    const entities = [
      component('shop-checkout', {
        'backstage.io/kubernetes-id': 'checkout',
        'backstage.io/kubernetes-label-selector': 'app=shop',
        'backstage.io/kubernetes-cluster': 'east',
      }),
    ];
    await collect({ entities, block: { name: 'east' } });
    expect(server.asked[0]).toBe(
      '/apis/apps/v1/deployments?labelSelector=app%3Dshop&limit=500',
    );
    server.asked.length = 0;
    await collect({ entities, block: { name: 'west' } });
    await collect({ entities: [component('shop-checkout')] });
    expect(server.asked).toEqual([]);
  });

  it('tells a change without new images, and a restart, from a new version', async () => {
    const image = 'checkout@sha256:0123456789abcdef0123456789abcdef';
    server.objects.replicasets = [
      replicaSet({ hash: 'aaaaaaa1', revision: '1', time: '14:00:00', image }),
      replicaSet({ hash: 'aaaaaaa2', revision: '2', time: '14:05:00', image }),
      replicaSet({
        hash: 'aaaaaaa3',
        revision: '3',
        time: '14:10:00',
        image,
        restartedAt: '2026-03-02T14:10:00Z',
      }),
    ];
    server.objects.events = [];
    expect((await collect()).nodes.map(({ payload }) => payload)).toMatchObject(
      [
        { kind: 'deployment', version: 'app:0123456789ab + proxy:1.30' },
        {
          kind: 'config_change',
          description:
            'The template of its pods changed, and their images did not',
        },
        { kind: 'event', reason: 'Restarted' },
      ],
    );
  });

  it('tells that a rollout got stuck', async () => {
    server.objects = {
      deployments: [
        deployment([
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            message:
              'ReplicaSet "checkout-7d9f8c6b5" has timed out progressing.',
            lastTransitionTime: '2026-03-02T14:10:00Z',
          },
        ]),
      ],
    };
    expect((await collect()).nodes).toMatchObject([
      {
        timestamp: '2026-03-02T14:10:00.000Z',
        payload: { kind: 'event', reason: 'ProgressDeadlineExceeded' },
      },
    ]);
  });

  it('loses no neighbour of what cannot be read, or may not be listed', async () => {
    server.objects.events.push({ metadata: { name: 'x', namespace: 'shop' } });
    server.forbidden = ['statefulsets', 'replicasets'];
    const { nodes, failure } = await collect();
    expect(nodes).toHaveLength(4);
    expect(failure).toMatch(
      /statefulsets: Kubernetes at http:\/\/127\.0\.0\.1:\d+ answered 403: the service account may not list statefulsets; replicasets: .*; 1 objects could not be read/,
    );
  });

  it('asks again after a rate limit, a failure and a lost connection', async () => {
    const headers = { 'retry-after': '0' };
    server.script.push({ status: 429, headers }, { status: 503 });
    expect((await collect()).failure).toBeUndefined();
    server.script.push('reset');
    expect((await collect()).failure).toBeUndefined();
  });

  it.each<[string, () => void, RegExp]>([
    [
      'an expired token',
      () => (server.token = 'new'),
      /401: it refuses .*\.serviceAccountToken/,
    ],
    [
      'a sign-in page',
      () => server.script.push({ body: '<html>' }),
      /web page in place of data/,
    ],
    [
      'silence',
      () => server.script.push('hang'),
      /did not answer within 0\.2 s/,
    ],
  ])('tells of %s', async (_, prepare, message) => {
    prepare();
    const { failure } = await collect({ block: { timeoutSeconds: 0.2 } });
    expect(failure).toMatch(message);
  });

  it('names what the limit left out', async () => {
    const { nodes, failure } = await collect({
      block: { limits: { events: 1 } },
    });
    expect(nodes).toHaveLength(3);
    expect(failure).toMatch(/events: Only 1 of 4 were taken/);
  });

  it('counts only events of the window against the limit, warnings first', async () => {
    server.objects.events = [
      event('old', '04:00:00'),
      event('started', '14:10:00', { type: 'Normal', reason: 'Started' }),
      event('failing', '14:01:00'),
    ];
    const take = async (events: number) => {
      const { nodes, failure } = await collect({
        block: { limits: { events } },
      });
      return { ids: nodes.slice(2).map(({ id }) => id), failure };
    };
    expect(await take(2)).toEqual({
      ids: ['kubernetes/event/failing/1', 'kubernetes/event/started/1'],
      failure: undefined,
    });
    expect((await take(1)).ids).toEqual(['kubernetes/event/failing/1']);
  });

  it("trusts the cluster's authority only where it is configured", async () => {
    const { private: key, cert } = generate(
      [{ name: 'commonName', value: '127.0.0.1' }],
      {
        keySize: 2048,
        extensions: [
          { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
        ],
      },
    );
    const secure = await FakeKubernetes.start({ key, cert });
    secure.objects = shopObjects();
    const caData = Buffer.from(cert).toString('base64');
    const trusted = await collect({ from: secure, block: { caData } });
    expect(trusted.failure).toBeUndefined();
    expect(trusted.nodes).toHaveLength(6);
    expect((await collect({ from: secure })).failure).toMatch(
      /is not trusted \(.+\): set .*\.caData/,
    );
    await secure.stop();
  });

  describe('the connection test', () => {
    const test = (block: JsonObject = {}, entities?: Entity[]) =>
      sourceOf(
        { url: server.url, serviceAccountToken: 'account-token', ...block },
        entities,
      ).testConnection!({ signal: AbortSignal.timeout(10_000) });
    const inShop = component('shop-checkout', {
      'backstage.io/kubernetes-namespace': 'shop',
    });

    it('says what the service account may list', async () => {
      expect(await test()).toEqual([
        {
          target: `Kubernetes at ${server.url} (postmortems.provenanceRouting.deploymentSources[0])`,
          ok: true,
          message:
            'The service account may list deployments, statefulsets, daemonsets, replicasets, events in all namespaces',
        },
      ]);
      expect(server.asked).toContain('/api/v1/events?limit=1');
    });

    it('takes role bindings of the namespaces that components name', async () => {
      server.onlyNamespace = 'shop';
      expect(await test({}, [inShop])).toMatchObject([
        { ok: true, message: expect.stringMatching(/events in shop; /) },
      ]);
      const elsewhere = component('shop-checkout', {
        'backstage.io/kubernetes-namespace': 'mail',
      });
      expect(await test({}, [elsewhere])).toMatchObject([
        {
          ok: false,
          message: expect.stringMatching(/in mail: .* may not list/),
        },
      ]);
      expect(await test({}, [])).toMatchObject([
        {
          ok: false,
          message: expect.stringMatching(
            /may not list deployments in all namespaces: bind its role by a ClusterRoleBinding/,
          ),
        },
      ]);
    });

    it.each<[string, () => JsonObject | void, RegExp]>([
      [
        'a wrong token',
        () => ({ serviceAccountToken: 'x' }),
        /it refuses .*\[0\]\.serviceAccountToken/,
      ],
      [
        'a right that lacks',
        () => {
          server.forbidden = ['events'];
        },
        /^events: .* the service account may not list events$/,
      ],
      [
        'nobody there',
        () => ({ url: 'http://127.0.0.1:1' }),
        /Kubernetes at http:\/\/127\.0\.0\.1:1 cannot be reached/,
      ],
      [
        'a sign-in page',
        () => {
          server.script.push({ body: '<html>' });
        },
        /such as the sign-in page of a proxy/,
      ],
      [
        'a redirect to one',
        () => {
          server.script.push({ status: 302, headers: { location: '/login' } });
        },
        /correct .*\[0\]\.url$/,
      ],
    ])('says what to mend: %s', async (_, prepare, message) => {
      const block = prepare() ?? {};
      expect(await test(block)).toMatchObject([
        { ok: false, message: expect.stringMatching(message) },
      ]);
    });
  });

  describe('the upload', () => {
    const [upload] = sourceOf({}, [shopComponent, component('basket')])
      .uploads!;
    const read = (content: unknown) =>
      upload.read(
        Buffer.from(
          typeof content === 'string' ? content : JSON.stringify(content),
        ),
        { incident, window, signal },
      );
    const withKind = (kind: string, objects: object[]) =>
      objects.map(object => ({ apiVersion: 'v1', kind, ...object }));

    it('reads a list of kubectl, each object of its component', async () => {
      const { deployments, replicasets, events } = shopObjects();
      const { nodes, skipped } = await read({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          ...withKind('Deployment', deployments),
          ...withKind('ReplicaSet', replicasets),
          ...withKind('Event', events),
          ...withKind('Event', [
            event('late', '20:00:00'),
            event('strange', '14:03:00', { object: ['Job', 'nightly'] }),
          ]),
          ...withKind('Pod', [{}, {}]),
          null,
        ],
      });
      const services = Object.fromEntries(
        nodes.map(({ id, metadata }) => [id, metadata.service]),
      );
      expect(services).toMatchObject({
        'kubernetes/rollout/rs-7d9f8c6b5/2': 'component:default/shop-checkout',
        'kubernetes/event/ev1/12': 'component:default/shop-checkout',
        'kubernetes/event/other/1': 'component:default/basket',
        'kubernetes/event/strange/1': 'nightly',
      });
      expect(skipped).toEqual([
        { reason: 'Outside the window of the incident', count: 2 },
        { reason: 'Without name or time', count: 1 },
        {
          reason: 'Pod: only events, replica sets and workloads are read',
          count: 2,
        },
      ]);
    });

    it('reads events of the newer API group', async () => {
      const { nodes } = await read({
        kind: 'EventList',
        items: [
          {
            metadata: { name: 'e', namespace: 'shop', uid: 'new1' },
            regarding: { kind: 'Pod', name: 'checkout-7d9f8c6b5-x2x9z' },
            reason: 'Unhealthy',
            note: 'Readiness probe failed',
            type: 'Warning',
            eventTime: '2026-03-02T14:04:00.123456Z',
            series: {
              count: 3,
              lastObservedTime: '2026-03-02T14:06:00.000000Z',
            },
          },
        ],
      });
      expect(nodes).toMatchObject([
        {
          id: 'kubernetes/event/new1/3',
          timestamp: '2026-03-02T14:04:00.123Z',
          payload: { message: 'Readiness probe failed', count: 3 },
        },
      ]);
    });

    it('cuts long messages in whole characters', async () => {
      const { nodes } = await read({
        kind: 'Event',
        ...event('long', '14:03:00', { message: '🔥'.repeat(5000) }),
      });
      expect(nodes[0].payload.message).toMatch(/^(?:🔥)+…$/u);
    });

    it('refuses what is no file of kubectl', async () => {
      await expect(read('LAST SEEN   TYPE')).rejects.toThrow('is not JSON');
      await expect(read('[1, 2]')).rejects.toThrow('no object or list');
    });
  });
});

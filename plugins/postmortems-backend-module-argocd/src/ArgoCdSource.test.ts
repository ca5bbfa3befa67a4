import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  type Incident,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type IncidentAccess,
  type OfferedEvidence,
  evidenceWindow,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeArgoCd } from './__testUtils__/FakeArgoCd';
import {
  application,
  component,
  NEW,
  OLD,
  notificationOf,
  shopComponent,
  sourceOf,
  sync,
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

describe('ArgoCdSource', () => {
  let server: FakeArgoCd;
  beforeEach(async () => {
    server = await FakeArgoCd.start();
    server.applications = [application()];
  });
  const stop = async () => {
    await server.stop();
    expect(server.problems).toEqual([]);
  };
  afterEach(stop);

  /** What a collection brings, and what it says that is missing. */
  async function collect(
    options: {
      block?: JsonObject;
      entities?: Entity[];
      changesFrom?: Date;
      signal?: AbortSignal;
      startedAt?: string;
    } = {},
  ): Promise<{ nodes: SubmitEvidenceNode[]; failure?: string }> {
    const { baseUrl } = server;
    const block = { baseUrl, token: 'api-token', ...options.block };
    const { changesFrom } = options;
    try {
      const nodes = await sourceOf(block, options.entities).collect!({
        incident,
        window: {
          ...(options.startedAt
            ? evidenceWindow({ startedAt: options.startedAt })
            : window),
          ...(changesFrom && { changesFrom }),
        },
        signal: options.signal ?? new AbortController().signal,
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

  /** What notifications offer, by id and content. */
  async function notify(
    bodies: string[],
    entities?: Entity[],
    block: JsonObject = {},
    receivedAt = new Date('2026-03-02T16:00:00.000Z'),
  ) {
    const { baseUrl } = server;
    const { webhook } = sourceOf(
      { baseUrl, webhook: { token: 'w' }, ...block },
      entities,
    );
    const offers = new Map<string, OfferedEvidence>();
    const access = {
      offerEvidence: async (offered: OfferedEvidence[]) => {
        for (const offer of offered) {
          submitEvidenceNodeSchema.parse(offer.node);
          offers.set(JSON.stringify(offer), offer);
        }
      },
    } as unknown as IncidentAccess;
    for (const body of bodies) {
      await webhook!.process({ id: '0:1', receivedAt, body }, access);
    }
    return [...offers.values()];
  }

  it('takes the syncs of the window, with what was there before', async () => {
    const { nodes, failure } = await collect({
      block: { environment: 'production' },
    });
    expect(failure).toBeUndefined();
    expect(nodes).toMatchObject([
      {
        timestamp: '2026-03-02T14:00:40.000Z',
        sourceType: 'deployment',
        provider: 'argocd',
        sourceUrl: `${server.baseUrl}/applications/argocd/checkout`,
        metadata: { service: 'component:default/shop-checkout' },
        payload: {
          kind: 'deployment',
          name: 'checkout',
          version: 'bbbbbbb',
          previousVersion: 'aaaaaaa',
          environment: 'production',
          status: 'succeeded',
          author: 'ada',
          namespace: 'prod',
        },
      },
      {
        timestamp: '2026-03-02T14:20:30.000Z',
        payload: {
          kind: 'rollback',
          version: 'aaaaaaa',
          previousVersion: 'bbbbbbb',
        },
      },
    ]);
    expect(server.asked).toEqual(['/api/v1/applications/checkout']);
  });

  it('takes a sync of the morning, from where changes count', async () => {
    server.applications = [
      application({
        history: [
          sync(OLD, '2026-03-01T09:00:00Z', '2026-03-01T09:00:30Z'),
          sync(NEW, '2026-03-02T06:00:00Z', '2026-03-02T06:00:40Z'),
        ],
      }),
    ];
    const morning = '2026-03-02T06:00:40.000Z';
    const synced = async (changesFrom?: Date) =>
      (await collect({ changesFrom })).nodes.map(({ timestamp }) => timestamp);
    expect(await synced()).not.toContain(morning);
    expect((await synced(new Date('2026-03-01T14:02:00Z')))[0]).toBe(morning);
  });

  it('brings by notifications and collections one node of each sync', async () => {
    const offers = await notify([
      notificationOf(application()),
      notificationOf(application()),
    ]);
    const { nodes } = await collect();
    expect(offers).toEqual([
      { node: nodes[1], services: ['component:default/shop-checkout'] },
    ]);
  });

  it('takes a failed sync, without a version where that is unknown', async () => {
    server.applications = [
      application({
        operationState: {
          phase: 'Error',
          message: 'manifest generation failed',
          startedAt: '2026-03-02T14:30:00Z',
          finishedAt: '2026-03-02T14:30:02Z',
          operation: {},
        },
      }),
    ];
    const { nodes } = await collect();
    expect(nodes[2].payload).toEqual({
      kind: 'deployment',
      name: 'checkout',
      previousVersion: 'aaaaaaa',
      status: 'failed',
      description: 'manifest generation failed',
      startedAt: '2026-03-02T14:30:00.000Z',
      application: 'checkout',
      project: 'shop',
      cluster: 'https://kubernetes.default.svc',
      namespace: 'prod',
    });
  });

  const limited = (options: object, over: object = {}) =>
    application({
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced',
        startedAt: '2026-03-02T14:30:00Z',
        finishedAt: '2026-03-02T14:30:02Z',
        operation: { sync: options },
        syncResult: { revision: NEW },
        ...over,
      },
    });

  it.each(['Succeeded', 'Failed'])(
    'takes a dry run that %s for no deployment',
    async phase => {
      server.applications = [limited({ dryRun: true }, { phase })];
      expect((await collect()).nodes).toHaveLength(2);
      const body = notificationOf(server.applications[0]);
      expect(await notify([body])).toEqual([]);
    },
  );

  it('says that a sync was of some resources only', async () => {
    const resources = [{ group: 'apps', kind: 'Deployment', name: 'checkout' }];
    server.applications = [limited({ resources })];
    const { nodes } = await collect();
    expect(nodes[2].payload).toMatchObject({
      version: 'bbbbbbb',
      status: 'succeeded',
      description: 'Limited to 1 resource (Deployment/checkout)',
    });
    const [offer] = await notify([notificationOf(server.applications[0])]);
    expect(offer.node).toEqual(nodes[2]);
  });

  it('takes all revisions of several sources, and loses no neighbour of an odd entry', async () => {
    const several = sync('', '2026-03-02T14:30:00Z', '2026-03-02T14:30:10Z');
    const revisions = ['0a1b2c3', '9f8e7d6'];
    server.applications = [
      application({
        history: [{ ...several, revisions }, { revision: 'x' }, null],
      }),
    ];
    server.problems.length = 0;
    const { nodes } = await collect();
    server.problems.length = 0;
    expect(nodes).toMatchObject([
      { payload: { version: '0a1b2c3 + 9f8e7d6', revisions } },
    ]);
  });

  it('tells that an application is degraded, by notification and collection once', async () => {
    const health = {
      status: 'Degraded',
      message: 'Deployment exceeded its progress deadline',
      lastTransitionTime: '2026-03-02T14:05:00Z',
    };
    server.applications = [application({ health })];
    const { nodes } = await collect();
    const offers = await notify([notificationOf(server.applications[0])]);
    expect(nodes[2]).toEqual(offers[1].node);
    expect(nodes[2]).toMatchObject({
      timestamp: '2026-03-02T14:05:00.000Z',
      payload: {
        kind: 'event',
        reason: 'Degraded',
        message:
          'Application checkout became Degraded: Deployment exceeded its progress deadline',
      },
    });
  });

  it.each([5, -5])(
    'takes what just happened by a clock that is %d minutes off once, however it comes',
    async minutes => {
      const told = new Date(Date.now() + minutes * 60_000);
      told.setMilliseconds(0);
      const time = told.toISOString();
      server.applications = [
        application({
          health: { status: 'Degraded', lastTransitionTime: time },
          operationState: {
            phase: 'Failed',
            message: 'one or more objects failed to apply',
            startedAt: time,
            finishedAt: time,
            syncResult: { revision: NEW, resources: [] },
          },
          history: [],
        }),
      ];
      const startedAt = new Date().toISOString();
      const { nodes } = await collect({ startedAt });
      expect(nodes).toMatchObject([
        { timestamp: time, payload: { status: 'failed' } },
        { timestamp: time, payload: { reason: 'Degraded' } },
      ]);
      expect((await collect({ startedAt })).nodes).toEqual(nodes);
      const offers = await notify(
        [notificationOf(server.applications[0])],
        undefined,
        {},
        new Date(),
      );
      expect(offers.map(({ node }) => node)).toEqual(nodes);
    },
  );

  it('finds applications by labels and namespace, of its own instance', async () => {
    const entity = component('shop-checkout', {
      'argocd/app-selector': 'team=shop',
      'argocd/app-namespace': 'argocd',
      'argocd/instance-name': 'east',
    });
    const entities = [entity];
    const block = { instance: 'east' };
    expect((await collect({ entities, block })).nodes).toHaveLength(2);
    expect(server.asked).toEqual([
      '/api/v1/applications?appNamespace=argocd&selector=team%3Dshop',
    ]);
    expect(await collect({ entities, block: { instance: 'west' } })).toEqual({
      nodes: [],
    });
    expect(await collect({ entities: [component('shop-checkout')] })).toEqual({
      nodes: [],
    });
    expect(server.asked).toHaveLength(1);
  });

  it('says which application cannot be read, and takes the others', async () => {
    const entities = [
      component('shop-checkout', { 'argocd/app-name': 'gone, checkout' }),
    ];
    const { nodes, failure } = await collect({ entities });
    expect(nodes).toHaveLength(2);
    expect(failure).toMatch(
      /application gone: Argo CD at http:\/\/127\.0\.0\.1:\d+ answered 403: there is no such application/,
    );
  });

  it('asks again after a rate limit, a failure and a lost connection', async () => {
    server.script.push(
      { status: 429, headers: { 'retry-after': '0' } },
      'reset',
    );
    expect((await collect()).failure).toBeUndefined();
    server.script.push(...Array(3).fill({ status: 503 }));
    expect((await collect()).failure).toMatch(/answered 503/);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'an expired token',
      () => (server.token = 'new'),
      /401: it refuses .*\.token/,
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
    const entities = [
      component('shop-checkout', { 'argocd/app-selector': 'team=shop' }),
    ];
    server.applications.push(application());
    const block = { maxApplications: 1 };
    expect((await collect({ entities, block })).failure).toMatch(
      /Only the first 1 applications were taken/,
    );
  });

  describe('the connection test', () => {
    const test = (block: JsonObject = {}) =>
      sourceOf({
        baseUrl: server.baseUrl,
        token: 'api-token',
        ...block,
      }).testConnection!({ signal: AbortSignal.timeout(10_000) });

    it('says how many applications the account may get', async () => {
      expect(await test()).toEqual([
        {
          target: `Argo CD at ${server.baseUrl} (postmortems.provenanceRouting.deploymentSources[0])`,
          ok: true,
          message:
            'Argo CD accepts the token; applications that its account may get: 1',
        },
      ]);
      expect(server.asked).toEqual([
        '/api/v1/applications?fields=items.metadata.name',
      ]);
    });

    it.each<[string, () => JsonObject | void, RegExp]>([
      ['a wrong token', () => ({ token: 'x' }), /it refuses .*\[0\]\.token/],
      [
        'an account without rights',
        () => {
          server.applications = [];
        },
        /shows its account no application: allow .* in argocd-rbac-cm/,
      ],
      [
        'nobody there',
        () => ({ baseUrl: 'http://127.0.0.1:1' }),
        /Argo CD at http:\/\/127\.0\.0\.1:1 cannot be reached/,
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
        /redirects are not followed, such as to a sign-in page; correct .*\[0\]\.baseUrl/,
      ],
    ])('says what to mend: %s', async (_, prepare, message) => {
      const block = prepare() ?? {};
      expect(await test(block)).toMatchObject([
        { ok: false, message: expect.stringMatching(message) },
      ]);
    });

    it('is not there without a token, for nothing is asked', () => {
      const { testConnection } = sourceOf({
        baseUrl: server.baseUrl,
        webhook: { token: 'w' },
      });
      expect(testConnection).toBeUndefined();
    });
  });

  describe('the webhook', () => {
    const { webhook } = sourceOf({
      baseUrl: 'https://argocd.example.com',
      webhook: { token: 'w' },
    });
    const accept = (body: string, authorization = 'Bearer w') =>
      webhook!.authenticate({
        headers: { authorization },
        rawBody: Buffer.from(body),
      });

    it('lets in the token of the configuration only', async () => {
      await expect(accept('{"app":"checkout"}')).resolves.toEqual({
        deliveryId: expect.stringMatching(/^b[0-9a-f]{12}:[0-9a-f]{64}$/),
        orderKey: expect.stringMatching(/^b[0-9a-f]{12}:checkout$/),
      });
      await expect(accept('{"app":"checkout"}', 'Bearer x')).rejects.toThrow(
        'needs the header Authorization',
      );
      expect(() => webhook!.checkHeaders!({})).toThrow('needs the header');
      await expect(accept('{')).rejects.toThrow('is not JSON');
      await expect(accept('{"title":"x"}')).rejects.toThrow('has no app');
    });

    it('takes an application without annotation by its name, or as it is called', async () => {
      const body = notificationOf(application());
      const named = await notify([body], [component('checkout')]);
      expect(named[0].services).toEqual(['component:default/checkout']);
      const unknown = await notify([body], []);
      expect(unknown[0].services).toEqual(['checkout']);
    });

    it('keeps applications of one name in several instances and namespaces apart', async () => {
      const entities = [
        ['checkout', { 'argocd/instance-name': 'east' }],
        ['checkout-west', { 'argocd/instance-name': 'west' }],
        ['checkout-shop', { 'argocd/app-namespace': 'shop' }],
      ].map(([name, place]) =>
        component(name as string, {
          'argocd/app-name': 'checkout',
          ...(place as object),
        }),
      );
      const servicesAt = async (instance?: string, namespace = 'argocd') => {
        const app = application();
        Object.assign(app.metadata as object, { namespace });
        const block = instance ? { instance } : {};
        const offers = await notify([notificationOf(app)], entities, block);
        return offers[0].services;
      };
      expect(await servicesAt('east')).toEqual(['component:default/checkout']);
      expect(await servicesAt('west')).toEqual([
        'component:default/checkout-west',
      ]);
      // No component has it, so it is not that with the bare name either
      expect(await servicesAt('north')).toEqual(['north/checkout']);
      expect(await servicesAt('north', 'shop')).toEqual([
        'component:default/checkout-shop',
      ]);
    });

    it('knows the block of a waiting delivery after the configuration was reordered', async () => {
      const blocks = ['east', 'west'].map(instance => ({
        baseUrl: `https://${instance}.example.com`,
        instance,
        webhook: { token: instance },
      }));
      const body = notificationOf(application());
      const { deliveryId } = await sourceOf(blocks).webhook!.authenticate({
        headers: { authorization: 'Bearer west' },
        rawBody: Buffer.from(body),
      });
      const urls: (string | undefined)[] = [];
      const access = {
        offerEvidence: async (offered: OfferedEvidence[]) => {
          urls.push(...offered.map(({ node }) => node.sourceUrl));
        },
      } as unknown as IncidentAccess;
      const delivery = { id: deliveryId!, receivedAt: new Date(), body };
      await sourceOf(blocks.reverse()).webhook!.process(delivery, access);
      expect(urls).toEqual([
        'https://west.example.com/applications/argocd/checkout',
      ]);
    });

    const file = join(
      process.env.REAL_DATA_DIR ?? '',
      'bug-reports/47-argocd-without-a-revision/input.json',
    );
    const describeReal = existsSync(file) ? describe : describe.skip;
    describeReal('with real material (needs REAL_DATA_DIR)', () => {
      it('makes of a bug report one failed sync and one of both revisions', async () => {
        const { notifications } = JSON.parse(readFileSync(file, 'utf8'));
        const offers = await notify(
          notifications.map((one: object) =>
            JSON.stringify(one).replaceAll('2026-11-25', '2026-03-02'),
          ),
          [shopComponent],
        );
        expect(offers.map(({ node }) => node.payload)).toEqual([
          {
            kind: 'deployment',
            name: 'checkout',
            status: 'failed',
            description: 'manifest generation failed',
            application: 'checkout',
          },
          {
            kind: 'deployment',
            name: 'checkout',
            version: '0a1b2c3 + 9f8e7d6',
            revisions: ['0a1b2c3', '9f8e7d6'],
            status: 'succeeded',
            application: 'checkout',
          },
        ]);
      });
    });
  });
});

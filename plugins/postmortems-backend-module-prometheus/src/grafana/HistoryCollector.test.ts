import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type Incident,
  parseKnownPayload,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import {
  type FakeAnnotation,
  FakeGrafana,
  stateChange,
} from '../__testUtils__/FakeGrafana';
import { FakeIncidents } from '../__testUtils__/FakeIncidents';
import { grafanaNotification } from '../__testUtils__/grafanaNotifications';
import { grafanaSource } from '../__testUtils__/grafanaSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const at = (minute: number, second = 0) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString();
const window = { from: new Date(at(-120)), to: new Date(at(60)) };

const incident = {
  key: 'INC-1',
  services: ['component:default/basket'],
} as Incident;

const mark = (
  id: number,
  minute: number,
  fields: Partial<FakeAnnotation>,
): FakeAnnotation => ({ id, time: Date.parse(at(minute)), ...fields });

describe('the annotations of Grafana', () => {
  let knex: Knex;
  let server: FakeGrafana;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    server = await FakeGrafana.start();
  });
  afterEach(() => server.stop());

  async function collect(options: { block?: object; key?: string } = {}) {
    const source = await grafanaSource(knex, {
      webhook: { token: 's3cret' },
      baseUrl: server.baseUrl,
      externalUrl: 'https://grafana.example.com',
      auth: { token: server.token },
      ...options.block,
    });
    let nodes: SubmitEvidenceNode[] = [];
    let failure = '';
    try {
      nodes = await source.collect!({
        incident: { ...incident, key: options.key ?? incident.key },
        window,
        signal: AbortSignal.timeout(30_000),
        restrict: async () => {},
        addEvidence: async () => {},
      });
    } catch (error) {
      failure = (error as Error).message;
      nodes = error instanceof PartialEvidenceError ? error.nodes : [];
    }
    for (const node of nodes) {
      submitEvidenceNodeSchema.parse(node);
      expect(parseKnownPayload(node.payload)).toBeDefined();
    }
    return { nodes, failure };
  }

  it('takes the state history of the services of the incident, with links to its panels', async () => {
    server.annotations = [
      stateChange({ id: 1, at: at(1), from: 'Normal', to: 'Pending' }),
      stateChange({ id: 2, at: at(2), from: 'Pending', to: 'Alerting' }),
      stateChange({
        id: 3,
        at: at(4),
        from: 'Alerting',
        to: 'Alerting (NoData)',
      }),
      stateChange({ id: 4, at: at(9), from: 'Alerting', to: 'Normal' }),
      stateChange({
        id: 5,
        at: at(3),
        from: 'Normal',
        to: 'Alerting',
        service: 'another',
      }),
      stateChange({ id: 6, at: at(90), from: 'Normal', to: 'Alerting' }),
    ];
    const { nodes, failure } = await collect();
    expect(failure).toBe('');
    expect(nodes).toEqual([
      expect.objectContaining({
        id: 'grafana/annotation/2',
        timestamp: at(2),
        provider: 'grafana',
        sourceUrl: `https://grafana.example.com/d/shop?from=${
          Date.parse(at(2)) - 1_800_000
        }&to=${Date.parse(at(2)) + 1_800_000}&viewPanel=4`,
        payload: expect.objectContaining({
          kind: 'alert',
          alertName: 'Checkout errors',
          status: 'firing',
          startsAt: at(2),
          labels: {
            alertname: 'Checkout errors',
            grafana_folder: 'Shop',
            service: 'basket',
          },
        }),
      }),
      expect.objectContaining({
        id: 'grafana/annotation/4',
        payload: expect.objectContaining({
          status: 'resolved',
          startsAt: at(2),
          endsAt: at(9),
        }),
      }),
    ]);
  });

  it('leaves out what the webhook told', async () => {
    const incidents = new FakeIncidents();
    const source = await grafanaSource(knex, { webhook: { token: 'a' } });
    await source.webhook!.process(
      {
        id: 'any',
        receivedAt: new Date(at(3)),
        body: grafanaNotification([{ startsAt: at(2) }]),
      },
      incidents,
    );
    server.annotations = [
      stateChange({ id: 2, at: at(2), from: 'Pending', to: 'Alerting' }),
      stateChange({ id: 4, at: at(9), from: 'Alerting', to: 'Normal' }),
    ];
    const { nodes } = await collect({ key: incidents.only.key });
    expect(nodes.map(({ id }) => id)).toEqual(['grafana/annotation/4']);
  });

  it('leaves out what the webhook offered of a rule without data', async () => {
    const incidents = new FakeIncidents();
    const source = await grafanaSource(knex, { webhook: { token: 'a' } });
    const noData = {
      name: 'DatasourceNoData',
      labels: { rulename: 'Checkout errors', ref_id: 'A' },
      startsAt: at(1),
    };
    for (const alert of [noData, { ...noData, endsAt: at(3) }]) {
      await source.webhook!.process(
        {
          id: 'any',
          receivedAt: new Date(at(4)),
          body: grafanaNotification([alert]),
        },
        incidents,
      );
    }
    server.annotations = [
      ['Normal', 'NoData'],
      ['NoData', 'Normal'],
      ['Normal', 'NoData'],
    ].map(([from, to], index) => ({
      ...stateChange({ id: index + 1, at: at(1 + 2 * index), from, to }),
      text: 'Checkout errors {alertname=Checkout errors, grafana_folder=Shop, service=basket, severity=critical} - ',
    }));
    const { nodes } = await collect();
    expect(nodes.map(({ id }) => id)).toEqual(['grafana/annotation/3']);
  });

  it('tells that a rule had no data, that it failed, and that it is well again', async () => {
    server.annotations = [
      stateChange({ id: 1, at: at(1), from: 'Normal', to: 'NoData' }),
      stateChange({ id: 2, at: at(2), from: 'NoData', to: 'Normal' }),
      stateChange({
        id: 3,
        at: at(3),
        from: 'Normal',
        to: 'Error',
        values: 'Error',
        data: { error: 'connection refused' },
      }),
      stateChange({ id: 4, at: at(4), from: 'Error', to: 'Normal' }),
    ];
    const { nodes } = await collect();
    expect(nodes.map(({ payload }) => payload.message)).toEqual([
      'Grafana had no data for the alert rule Checkout errors.',
      'Grafana has data for the alert rule Checkout errors again.',
      'Grafana could not evaluate the alert rule Checkout errors: connection refused',
      'Grafana can evaluate the alert rule Checkout errors again.',
    ]);
  });

  it('takes deployments and other marks that name the service', async () => {
    server.annotations = [
      mark(11, 0, {
        timeEnd: Date.parse(at(2)),
        tags: ['deployment', 'service:basket', 'version:1.4.2'],
        text: 'Deployed <b>basket</b><br>by the pipeline',
        dashboardUID: 'shop',
        login: 'sa-1-ci',
        email: '',
      }),
      mark(12, 5, {
        tags: ['Rollback'],
        text: 'basket back to v1.4.1',
        email: 'ada@example.com',
        login: 'ada.l',
      }),
      mark(13, 6, { tags: ['basket'], text: 'load test' }),
      mark(14, 7, { tags: ['deployment'], text: 'Deployed basket-worker' }),
      mark(15, 8, { tags: ['deployment', 'service:mail'], text: 'Deployed' }),
    ];
    const { nodes } = await collect({
      block: { annotations: { retentionDays: 90 } },
    });
    expect(nodes).toEqual([
      expect.objectContaining({
        id: 'grafana/annotation/11',
        sourceType: 'deployment',
        timestamp: at(0),
        expiresAt: '2026-05-31T14:00:00.000Z',
        sourceUrl: expect.stringContaining(
          'https://grafana.example.com/d/shop',
        ),
        payload: {
          kind: 'deployment',
          version: '1.4.2',
          description: 'Deployed basket\nby the pipeline',
          author: 'sa-1-ci',
          until: at(2),
          tags: ['deployment', 'service:basket', 'version:1.4.2'],
        },
      }),
      expect.objectContaining({
        sourceType: 'deployment',
        payload: expect.objectContaining({
          kind: 'rollback',
          version: 'v1.4.1',
          author: 'user:default/ada',
        }),
      }),
      expect.objectContaining({
        sourceType: 'telemetry',
        payload: expect.objectContaining({
          kind: 'event',
          message: 'load test',
        }),
      }),
    ]);
  });

  it('reads all pages, also where regions overlap them', async () => {
    server.annotations = Array.from({ length: 1200 }, (_, index) =>
      mark(index + 1, index / 20, {
        ...(index % 100 === 0 && { timeEnd: Date.parse(at(59)) }),
        tags: ['basket'],
        text: `step ${index}`,
      }),
    );
    const block = { annotations: { limit: 2000 } };
    const { nodes, failure } = await collect({ block });
    expect(failure).toBe('');
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(1200);
    expect((await collect({ block })).nodes).toEqual(nodes);
  });

  it('says that a rule that was paused has not recovered', async () => {
    server.annotations = [
      stateChange({
        id: 1,
        at: at(1),
        from: 'Alerting',
        to: 'Normal (Paused)',
      }),
    ];
    const { nodes } = await collect();
    expect(nodes.map(({ payload }) => payload.notes)).toEqual([
      [
        'Grafana ended it because its rule was paused, which is no sign of recovery.',
      ],
    ]);
  });

  it('takes a deployment whose text names two services for an event', async () => {
    server.annotations = [
      mark(1, 1, {
        tags: ['deployment'],
        text: 'Rolled back mail because basket failed',
      }),
    ];
    const { nodes } = await collect();
    expect(nodes.map(({ payload }) => payload.kind)).toEqual(['event']);
  });

  it('takes a state history without ids, as Loki keeps it', async () => {
    server.annotations = [
      stateChange({ id: 1, at: at(1), from: 'Normal', to: 'Alerting' }),
      stateChange({ id: 2, at: at(2), from: 'Alerting', to: 'Normal' }),
    ].map(({ id: _, ...rest }) => rest as FakeAnnotation);
    const { nodes, failure } = await collect();
    expect(failure).toBe('');
    expect(nodes.map(({ payload }) => payload.status)).toEqual([
      'firing',
      'resolved',
    ]);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2);
    expect((await collect()).nodes).toEqual(nodes);
  });

  it('reads on after a page that is not full', async () => {
    server.annotations = Array.from({ length: 700 }, (_, index) =>
      mark(index + 1, index / 20, { tags: ['basket'], text: `step ${index}` }),
    );
    server.pageSize = 300;
    const { nodes, failure } = await collect({
      block: { annotations: { limit: 2000 } },
    });
    expect(failure).toBe('');
    expect(nodes).toHaveLength(700);
  });

  it('asks for nothing when it shall take none', async () => {
    server.annotations = [mark(1, 1, { tags: ['basket'], text: 'restart' })];
    const block = { annotations: { limit: 0 } };
    expect(await collect({ block })).toEqual({ nodes: [], failure: '' });
    expect(server.asked).toEqual([]);
  });

  it('says when there are more than it takes', async () => {
    server.annotations = [1, 2, 3].map(id =>
      mark(id, id, { tags: ['basket'], text: `step ${id}` }),
    );
    const { nodes, failure } = await collect({
      block: { annotations: { limit: 2 } },
    });
    expect(nodes.map(({ id }) => id)).toEqual([
      'grafana/annotation/2',
      'grafana/annotation/3',
    ]);
    expect(failure).toContain('only the latest 2 were taken');
  });

  it('ends when more annotations than a page are of one moment', async () => {
    server.annotations = Array.from({ length: 700 }, (_, index) =>
      mark(index + 1, 1, { tags: ['basket'], text: `step ${index}` }),
    );
    const { failure } = await collect({
      block: { annotations: { limit: 1000 } },
    });
    expect(failure).toContain('looked through');
  });

  it('loses no neighbour of an odd annotation', async () => {
    server.annotations = [
      mark(1, 1, { tags: 'basket', text: 'basket was restarted' }),
      mark(2, 2, { id: 'x' as never, tags: ['basket'] }),
      mark(3, 3, { tags: ['basket'], text: null, dashboardUID: null }),
    ];
    const { nodes, failure } = await collect();
    expect(failure).toBe(
      'Not everything could be taken from Grafana: annotations: 1 could not be read',
    );
    expect(nodes.map(({ payload }) => payload.message)).toEqual([
      'basket was restarted',
      'basket',
    ]);
  });

  it('waits for a rate limit that ends soon, and tries a 5xx answer again', async () => {
    server.annotations = [mark(1, 1, { tags: ['basket'], text: 'restart' })];
    server.failures.push(
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 502 },
    );
    const { nodes, failure } = await collect();
    expect(failure).toBe('');
    expect(nodes).toHaveLength(1);
  });

  it('keeps what it has when a part is refused, and says what is missing', async () => {
    server.annotations = [mark(1, 1, { tags: ['basket'], text: 'restart' })];
    server.failures.push({
      status: 429,
      body: { message: 'Too many requests' },
      headers: { 'retry-after': '3600' },
    });
    const { nodes, failure } = await collect();
    expect(nodes).toHaveLength(1);
    expect(failure).toMatch(
      /^Not everything could be taken from Grafana: the state history of alert rules: Grafana at http:\/\/127\.0\.0\.1:\d+ allows no more calls now; it will in 3600 s \(429: Too many requests\)$/,
    );
  });

  it('says that its token is not known', async () => {
    const { nodes, failure } = await collect({
      block: { auth: { token: 'glsa_expired' } },
    });
    expect(nodes).toEqual([]);
    expect(failure).toContain('answered 401: Invalid API key');
    expect(failure).not.toContain('glsa_expired');
  });
});

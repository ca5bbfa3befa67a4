import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { FakeIncidents } from '../__testUtils__/FakeIncidents';
import {
  type GrafanaAlert,
  grafanaNotification,
} from '../__testUtils__/grafanaNotifications';
import { grafanaSource } from '../__testUtils__/grafanaSource';
import { signatureOf } from './checkSignature';
import type { GrafanaSource } from './GrafanaSource';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 14, minute)).toISOString();

describe('GrafanaWebhook', () => {
  let knex: Knex;
  let incidents: FakeIncidents;
  let source: GrafanaSource;

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    incidents = new FakeIncidents();
    source = await grafanaSource(knex, { webhook: { token: 's3cret' } });
  });

  const deliver = (
    alerts: GrafanaAlert[],
    receivedAt: string,
    overrides?: Record<string, unknown>,
  ) =>
    source.webhook!.process(
      {
        id: 'any',
        receivedAt: new Date(receivedAt),
        body: grafanaNotification(alerts, overrides),
      },
      incidents,
    );

  it('opens and resolves an incident with panel, picture, values and rule', async () => {
    await deliver([{ startsAt: at(0) }], at(1));
    expect(incidents.only).toMatchObject({
      key: expect.stringMatching(/^GF-[0-9a-f]{10}$/),
      title: 'Orders fail',
      severity: 'sev1',
      status: 'open',
      services: ['component:default/basket'],
      startedAt: at(0),
    });
    expect(incidents.nodes('alert')).toMatchObject([
      {
        provider: 'grafana',
        sourceUrl:
          'https://grafana.example.com/alerting/grafana/1afz29v7z/view?orgId=1',
        payload: {
          alertName: 'Checkout errors',
          status: 'firing',
          dashboardUrl:
            'https://grafana.example.com/d/shop?orgId=1&viewPanel=4',
          imageUrl: 'https://images.example.com/shop-4.png',
          values: { B: 0.38, C: 1 },
        },
      },
    ]);
    expect(JSON.stringify(incidents.nodes('alert'))).not.toContain('silence');

    await deliver([{ startsAt: at(0), endsAt: at(9) }], at(10));
    expect(incidents.only).toMatchObject({
      status: 'resolved',
      resolvedAt: at(9),
    });
    expect(incidents.noticeCodes).toEqual([]);
    expect(incidents.tasks.size).toBe(0);
  });

  it('takes a notification that comes twice once', async () => {
    await deliver([{ startsAt: at(0) }], at(1));
    const changes = [...incidents.changes];
    await deliver([{ startsAt: at(0) }], at(2));
    expect(incidents.changes).toEqual(changes);
  });

  it('keeps the alert of odd values', async () => {
    await deliver(
      [{ startsAt: at(0), values: { B: 'NaN', C: null, D: 2 } }],
      at(1),
    );
    expect(incidents.nodes('alert')[0].payload.values).toEqual({ D: 2 });
  });

  it('keeps organisations apart', async () => {
    await deliver([{ startsAt: at(0) }], at(1));
    await deliver([{ startsAt: at(0) }], at(1), { orgId: 2 });
    expect(incidents.incidents.size).toBe(2);
  });

  it.each([
    [
      'DatasourceNoData',
      {},
      'Grafana had no data for the alert rule Checkout errors.',
    ],
    [
      'DatasourceError',
      { Error: 'the database does not answer' },
      'Grafana could not evaluate the alert rule Checkout errors: the database does not answer',
    ],
  ])(
    'opens no incident for %s, and offers it as evidence',
    async (name, annotations, message) => {
      const alert = {
        name,
        labels: { rulename: 'Checkout errors' },
        annotations,
        startsAt: at(0),
      };
      await deliver([alert], at(1));
      await deliver([alert], at(2));
      expect(incidents.incidents.size).toBe(0);
      expect([...incidents.offers.values()].map(({ node }) => node)).toEqual([
        expect.objectContaining({
          timestamp: at(0),
          metadata: expect.objectContaining({
            service: 'component:default/basket',
          }),
          payload: expect.objectContaining({ kind: 'event', message }),
        }),
      ]);
      await deliver([{ ...alert, endsAt: at(3) }], at(4));
      expect(
        [...incidents.offers.values()].at(-1)!.node.payload.message,
      ).toMatch(/ again\.$/);
    },
  );

  it('takes the outages of a group in which it could not see something', async () => {
    await deliver(
      [
        {
          name: 'DatasourceNoData',
          labels: { rulename: 'Latency' },
          startsAt: at(0),
        },
        { startsAt: at(1) },
      ],
      at(2),
    );
    expect(incidents.nodes('alert')).toHaveLength(1);
    expect(incidents.offers.size).toBe(1);
  });

  it.each([
    ['Paused', 'its rule was paused'],
    ['MissingSeries', 'its series went missing'],
    ['NoData', 'its query returned no data'],
  ])('says that an end by %s is no recovery', async (reason, words) => {
    await deliver([{ startsAt: at(0) }], at(1));
    const annotations = { grafana_state_reason: reason };
    await deliver([{ startsAt: at(0), endsAt: at(5), annotations }], at(6));
    expect(incidents.only.status).toBe('resolved');
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'odd-alert',
        message: `Checkout errors: Grafana ended it because ${words}, which is no sign of recovery.`,
      },
    ]);
  });

  it('says that an alert is kept firing without data', async () => {
    const annotations = { grafana_state_reason: 'NoData, KeepLast' };
    await deliver([{ startsAt: at(0), annotations }], at(1));
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'odd-alert',
        message:
          'Checkout errors: It is kept firing: its query returned no data.',
      },
    ]);
  });

  it('says that an alert that ended while its rule failed has not recovered', async () => {
    await deliver([{ startsAt: at(0) }], at(1));
    await deliver(
      [
        {
          name: 'DatasourceError',
          labels: {
            rulename: 'Checkout errors',
            ref_id: 'A',
            datasource_uid: 'prom',
          },
          startsAt: at(5),
        },
      ],
      at(6),
    );
    await deliver([{ startsAt: at(0), endsAt: at(9) }], at(10));
    expect(incidents.notices.get(incidents.only.key)).toEqual([
      {
        code: 'odd-alert',
        message:
          'Checkout errors: Grafana ended it while it could not evaluate its rule, which is no sign of recovery.',
      },
    ]);
  });

  it('takes an end for one once the rule has data again', async () => {
    await deliver([{ startsAt: at(0) }], at(1));
    const failed = {
      name: 'DatasourceNoData',
      labels: { rulename: 'Checkout errors' },
      startsAt: at(5),
    };
    await deliver([failed], at(6));
    await deliver([{ ...failed, endsAt: at(7) }], at(8));
    await deliver([failed], at(8));
    await deliver([{ startsAt: at(0), endsAt: at(9) }], at(10));
    expect(incidents.noticeCodes).toEqual([]);
  });

  it('opens nothing when somebody tests the contact point', async () => {
    await deliver([{ name: 'TestAlert', startsAt: at(0) }], at(1));
    expect(incidents.incidents.size).toBe(0);
  });
});

describe('the secret of GrafanaWebhook', () => {
  const rawBody = Buffer.from(grafanaNotification([{ startsAt: at(0) }]));
  const secret = 'hmac-secret';
  const now = () => String(Math.floor(Date.now() / 1000));

  async function authenticate(
    webhook: object,
    headers: Record<string, string>,
  ) {
    const knex = await databases.init('SQLITE_3');
    const source = await grafanaSource(knex, { webhook });
    source.webhook!.checkHeaders?.(headers);
    return source.webhook!.authenticate({ headers, rawBody });
  }

  const refusal = expect.objectContaining({ name: 'AuthenticationError' });

  it('accepts a signature over the body', async () => {
    await expect(
      authenticate(
        { hmac: { secret } },
        { 'x-grafana-alerting-signature': signatureOf({ rawBody, secret }) },
      ),
    ).resolves.toEqual({
      deliveryId: expect.stringMatching(/^[0-9a-f]{64}$/),
      orderKey: '1/{}:{alertname="Checkout errors", grafana_folder="Shop"}',
    });
  });

  it('rejects a signature of another secret, of another body, or none', async () => {
    const header = 'x-grafana-alerting-signature';
    for (const signature of [
      signatureOf({ rawBody, secret: 'other' }),
      signatureOf({ rawBody: Buffer.from('{}'), secret }),
      '',
    ]) {
      await expect(
        authenticate({ hmac: { secret } }, { [header]: signature }),
      ).rejects.toThrow(refusal);
    }
  });

  it('rejects a signature with an old timestamp, or one that does not fit', async () => {
    const hmac = { secret, header: 'X-Sig', timestampHeader: 'X-Time' };
    const sign = (timestamp: string) =>
      signatureOf({ rawBody, secret, timestamp });
    const fresh = now();
    const old = String(Number(fresh) - 3600);
    await expect(
      authenticate({ hmac }, { 'x-sig': sign(fresh), 'x-time': fresh }),
    ).resolves.toBeDefined();
    await expect(
      authenticate({ hmac }, { 'x-sig': sign(old), 'x-time': old }),
    ).rejects.toThrow(refusal);
    await expect(
      authenticate({ hmac }, { 'x-sig': sign(old), 'x-time': fresh }),
    ).rejects.toThrow(refusal);
    await expect(
      authenticate({ hmac }, { 'x-sig': signatureOf({ rawBody, secret }) }),
    ).rejects.toThrow(refusal);
  });

  it('checks a token before it reads the body', async () => {
    await expect(authenticate({ token: 'a' }, {})).rejects.toThrow(
      'The webhook of Grafana needs the secret',
    );
    await expect(
      authenticate({ token: 'a' }, { authorization: 'Bearer a' }),
    ).resolves.toBeDefined();
  });

  it('needs both where both are configured', async () => {
    const webhook = { token: 'a', hmac: { secret } };
    const signature = {
      'x-grafana-alerting-signature': signatureOf({ rawBody, secret }),
    };
    await expect(authenticate(webhook, signature)).rejects.toThrow(refusal);
    await expect(
      authenticate(webhook, { ...signature, authorization: 'Bearer a' }),
    ).resolves.toBeDefined();
  });
});

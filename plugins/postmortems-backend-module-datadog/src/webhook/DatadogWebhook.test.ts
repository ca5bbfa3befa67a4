import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import type {
  Incident,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  IncidentAccess,
  SourceNotice,
} from '@postmortems/backstage-plugin-postmortems-node';
import { ServiceTags } from '../catalog/ServiceTags';
import { readDatadogConfig } from '../config/config';
import { DatadogWebhook } from './DatadogWebhook';

const receivedAt = new Date('2026-03-02T14:10:00.000Z');

/** The payload of the documentation with its variables put in. */
function body(over: JsonObject = {}): string {
  return JSON.stringify({
    alert_id: '71',
    alert_cycle_key: '9001',
    alert_transition: 'Triggered',
    alert_title: '[P2] [Triggered on {host:web-1}] Checkout errors',
    alert_priority: 'P2',
    alert_query: 'avg(last_5m):avg:a.b{service:checkout} > 0.05',
    alert_scope: 'host:web-1',
    event_id: '501',
    date: String(Date.parse('2026-03-02T14:05:00.000Z')),
    tags: 'env:prod,service:checkout',
    text: '%%%\nMore than 5 % of orders fail.\n%%%',
    link: 'https://app.datadoghq.com/monitors/71',
    ...over,
  });
}

const recovery = {
  alert_transition: 'Recovered',
  alert_title: '[P2] [Recovered on {host:web-1}] Checkout errors',
  event_id: '503',
  date: String(Date.parse('2026-03-02T14:08:00.000Z')),
};

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

/** Incidents in memory. */
class Incidents {
  readonly all = new Map<string, Incident>();
  readonly nodes: SubmitEvidenceNode[] = [];
  notices: SourceNotice[] = [];

  readonly access = {
    findIncident: async (key: string) => this.all.get(key),
    createIncident: async (incident: object & { key: string }) => {
      this.all.set(incident.key, incident as Incident);
      return incident as Incident;
    },
    updateIncident: async (key: string, patch: object) => {
      this.all.set(key, { ...this.all.get(key)!, ...patch } as Incident);
      return this.all.get(key)!;
    },
    addEvidence: async (_: string, nodes: SubmitEvidenceNode[]) => {
      this.nodes.push(...nodes);
    },
    setNotices: async (_: string, notices: SourceNotice[]) => {
      this.notices = notices;
    },
  } as unknown as IncidentAccess;

  get only(): Incident {
    const [incident, ...others] = this.all.values();
    if (others.length > 0) throw new Error('There is more than one incident');
    return incident;
  }
}

describe('DatadogWebhook', () => {
  let incidents: Incidents;
  beforeEach(() => {
    incidents = new Incidents();
  });

  function webhook(block: JsonObject = {}) {
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({ entities: [checkout] });
    return new DatadogWebhook({
      blocks: readDatadogConfig(
        mockServices.rootConfig({
          data: {
            postmortems: {
              provenanceRouting: {
                telemetrySources: [
                  {
                    platform: 'datadog',
                    apiKey: 'a',
                    appKey: 'b',
                    webhook: { token: 't0ken' },
                    ...block,
                  },
                ],
              },
            },
          },
        }),
      ),
      tags: new ServiceTags({ auth, catalog }),
      logger: mockServices.logger.mock(),
    });
  }

  const process = (over?: JsonObject, block?: JsonObject) =>
    webhook(block).process(
      { id: '0:1', receivedAt, body: body(over) },
      incidents.access,
    );

  it('lets in the token of the configuration only', async () => {
    const accept = (authorization?: string, text = body()) =>
      webhook().authenticate({
        headers: { authorization },
        rawBody: Buffer.from(text),
      });
    await expect(accept('Bearer t0ken')).resolves.toEqual({
      deliveryId: expect.stringMatching(/^b[0-9a-f]{12}:[0-9a-f]{32}$/),
      orderKey: '9001',
    });
    await expect(accept('Bearer other')).rejects.toThrow('needs the header');
    await expect(accept()).rejects.toThrow('needs the header');
    await expect(accept('Bearer t0ken', '{')).rejects.toThrow('is not JSON');
    await expect(accept('Bearer t0ken', '{"title":"x"}')).rejects.toThrow(
      'give the webhook the payload of docs/sources/datadog.md',
    );
  });

  it('stores nothing for a test message', async () => {
    await expect(
      webhook().authenticate({
        headers: { authorization: 'Bearer t0ken' },
        rawBody: Buffer.from(
          body({ alert_transition: '$ALERT_TRANSITION', alert_id: '' }),
        ),
      }),
    ).resolves.toEqual({});
  });

  it('opens an incident for an alert, with its evidence', async () => {
    await process();
    expect(incidents.only).toMatchObject({
      key: expect.stringMatching(/^datadog-71-[0-9a-f]{12}$/),
      title: 'Checkout errors',
      description: 'More than 5 % of orders fail.',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:05:00.000Z',
      sourceUrl: 'https://app.datadoghq.com/monitors/71',
    });
    expect(incidents.nodes).toEqual([
      expect.objectContaining({
        id: 'datadog/alert/501',
        payload: expect.objectContaining({
          alertName: 'Checkout errors',
          status: 'firing',
          severity: 'P2',
          threshold: { operator: '>', value: 0.05 },
        }),
      }),
    ]);
    expect(incidents.notices).toEqual([]);
  });

  it('ends the incident with the recovery', async () => {
    await process();
    await process(recovery);
    expect(incidents.only.resolvedAt).toBe('2026-03-02T14:08:00.000Z');
    expect(incidents.nodes[1].payload).toMatchObject({
      status: 'resolved',
      startsAt: '2026-03-02T14:05:00.000Z',
      endsAt: '2026-03-02T14:08:00.000Z',
    });
  });

  it('changes nothing when a delivery is processed again', async () => {
    await process();
    await process();
    await process(recovery);
    const { resolvedAt } = incidents.only;
    await process(recovery);
    expect(incidents.only.resolvedAt).toBe(resolvedAt);
    expect(new Set(incidents.nodes.map(({ id }) => id)).size).toBe(2);
  });

  it('keeps the end that a person set', async () => {
    await process();
    const { key } = incidents.only;
    await incidents.access.updateIncident(key, {
      resolvedAt: '2026-03-02T14:06:00.000Z',
    });
    await process(recovery);
    expect(incidents.only.resolvedAt).toBe('2026-03-02T14:06:00.000Z');
  });

  it('raises the severity, and takes a reminder for no evidence', async () => {
    await process({ alert_transition: 'Warn', alert_priority: '' });
    expect(incidents.only.severity).toBe('sev3');
    await process({ event_id: '502', alert_priority: 'P1' });
    expect(incidents.only.severity).toBe('sev1');
    await process({ event_id: '503', alert_transition: 'Re-Triggered' });
    expect(incidents.nodes).toHaveLength(2);
  });

  it('makes an incident of each cycle', async () => {
    await process();
    await process(recovery);
    await process({ alert_cycle_key: '9002', event_id: '601' });
    expect(incidents.all.size).toBe(2);
  });

  it('opens nothing for a severity that means none, or for a late recovery', async () => {
    await process({}, { severities: { P2: 'none' } });
    await process(recovery);
    expect(incidents.all.size).toBe(0);
  });

  it.each<[JsonObject, string, string]>([
    [
      { tags: 'service:basket' },
      'component:default/basket',
      'Datadog names the service basket, which no component of the catalog has',
    ],
    [{ tags: '' }, 'component:default/unknown', 'has no tag service'],
    [
      { tags: 'service:checkout,severity:purple' },
      'component:default/checkout',
      'gives the severity "purple"',
    ],
    [
      { date: String(receivedAt.getTime() + 600_000) },
      'component:default/checkout',
      'The clocks differ',
    ],
  ])('tells readers what is odd: %j', async (over, service, message) => {
    await process(over);
    expect(incidents.only.services).toEqual([service]);
    expect(incidents.notices).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
    expect(Date.parse(incidents.only.startedAt)).toBeLessThanOrEqual(
      receivedAt.getTime(),
    );
  });
});

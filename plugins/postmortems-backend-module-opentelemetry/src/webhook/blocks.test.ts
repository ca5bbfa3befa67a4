import type {
  IncidentAccess,
  OngoingIncident,
} from '@postmortems/backstage-plugin-postmortems-node';
import { exportRequest } from '../__testUtils__/otlp';
import { gauge, logsRequest, metricsRequest } from '../__testUtils__/telemetry';
import type { OpenTelemetryConfig } from '../config/config';
import type { TelemetryConfig } from '../config/telemetryConfig';
import type { TelemetryStore } from '../telemetry/TelemetryStore';
import { TelemetryWebhook } from '../telemetry/TelemetryWebhook';
import { OtlpWebhook } from './OtlpWebhook';
import { TraceWebhook } from './TraceWebhook';

const incident: OngoingIncident = {
  key: 'INC-1',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:00:00.000Z',
};
const access = {
  findIncident: async () => incident,
} as unknown as IncidentAccess;
const receivedAt = new Date();
const at = Date.parse('2026-03-02T14:10:00.000Z');

const telemetryBlock = (token: string, logGroups: number) =>
  ({
    path: `telemetrySources of ${token}`,
    webhook: { token },
    signals: ['logs', 'metrics'],
    severity: 'warn',
    metrics: ['*'],
    environments: [],
    alertWindowMinutes: 30,
    recoveryMinutes: 15,
    limits: { logGroups, series: 1, pointsPerSeries: 1 },
  } satisfies TelemetryConfig);

function telemetryOf(blocks: readonly TelemetryConfig[]) {
  const add = jest.fn(async (_: { limits: TelemetryConfig['limits'] }) => ({
    leftOut: {},
    isNews: false,
  }));
  const store = { add } as unknown as TelemetryStore;
  const services = { namesOf: async () => ['checkout'] };
  return { add, webhook: new TelemetryWebhook({ blocks, services, store }) };
}
const requestOf = (body: object, token: string) => ({
  headers: { authorization: `Bearer ${token}` },
  rawBody: Buffer.from(JSON.stringify(body)),
});

describe('deliveries that wait', () => {
  it('have the logs of their own block when blocks are reordered', async () => {
    const blocks = [telemetryBlock('a', 1), telemetryBlock('b', 2)];
    const body = logsRequest([{ at, body: 'x', severityNumber: 17 }]);
    const { deliveryId: id, choose } = await telemetryOf(
      blocks,
    ).webhook.authenticate(requestOf(body, 'b'), 'logs');
    const chosen = await choose({ listOngoing: async () => [incident] });
    const { webhook, add } = telemetryOf([...blocks].reverse());
    const delivery = { id, body: chosen.body!, receivedAt };
    await webhook.process(delivery, access);
    expect(add.mock.calls[0][0].limits.logGroups).toBe(2);
    const gone = telemetryOf([blocks[0], telemetryBlock('c', 3)]).webhook;
    await expect(gone.process(delivery, access)).rejects.toThrow(
      /telemetrySources.*put the block back, or drop/,
    );
  });

  it('have the spans of their own block when blocks are reordered', async () => {
    const blocks = ['a', 'b'].map(
      (name): OpenTelemetryConfig =>
        ({
          webhook: { token: name },
          license: `LicenseRef-${name}`,
          incidentAttribute: 'postmortems.incident',
        } as OpenTelemetryConfig),
    );
    const body = exportRequest([
      {
        at: 0,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'postmortems.incident': 'INC-1',
        },
      },
    ]);
    const read = jest.fn((_: unknown, __: { license?: string }) => {
      throw new Error('was read');
    });
    const of = (list: readonly OpenTelemetryConfig[]) =>
      new TraceWebhook({ blocks: list, read });
    const { deliveryId } = (await of(blocks).authenticate(
      requestOf(body, 'b'),
    )) as { deliveryId: string };
    const delivery = { id: deliveryId, body: JSON.stringify(body), receivedAt };
    await expect(
      of([...blocks].reverse()).process(delivery, access),
    ).rejects.toThrow('was read');
    expect(read.mock.calls[0][1].license).toBe('LicenseRef-b');
  });

  it('say which list had their block when it has none any more', async () => {
    const webhook = new OtlpWebhook({
      traces: undefined,
      telemetry: undefined,
    });
    for (const [id, list] of [
      ['telemetry:b:x', 'telemetrySources'],
      ['b:x', 'agentTraces'],
    ]) {
      await expect(
        webhook.process({ id, body: '', receivedAt }, access),
      ).rejects.toThrow(list);
    }
  });

  it('are answered with what a point may be', async () => {
    const { webhook } = telemetryOf([telemetryBlock('a', 1)]);
    const body = metricsRequest([gauge('g', [[NaN, 1]])]);
    const { choose } = await webhook.authenticate(
      requestOf(body, 'a'),
      'metrics',
    );
    const { reply } = await choose({ listOngoing: async () => [incident] });
    expect(reply?.body).toContain('200 buckets');
  });
});

import { NotFoundError } from '@backstage/errors';
import {
  checkConnection,
  type ConnectionCheck,
} from '@postmortems/backstage-plugin-postmortems-node';
import { AlertmanagerClient } from './ask/AlertmanagerClient';
import type { InstanceConfig, PrometheusConfig } from './config/config';
import { PrometheusClient } from './metrics/PrometheusClient';

/** Whether each configured server answers, and lets us query. */
export async function testConnection(
  { instances, alertmanagers }: PrometheusConfig,
  signal: AbortSignal,
): Promise<ConnectionCheck[]> {
  return Promise.all([
    ...instances.map(instance =>
      checkConnection(`Prometheus at ${instance.baseUrl}`, () =>
        testInstance(instance, signal),
      ),
    ),
    ...alertmanagers.map(alertmanager =>
      checkConnection(`Alertmanager at ${alertmanager.baseUrl}`, () =>
        testAlertmanager(alertmanager, signal),
      ),
    ),
  ]);
}

async function testInstance(
  instance: InstanceConfig,
  signal: AbortSignal,
): Promise<string> {
  const client = new PrometheusClient({ instance });
  let version: string | undefined;
  try {
    version = await client.version({ signal });
  } catch (error) {
    // A server with the query API only, such as a long-term store
    if (!(error instanceof NotFoundError)) throw error;
  }
  const now = new Date();
  await client.queryRange('vector(1)', {
    from: now,
    to: now,
    stepSeconds: instance.stepSeconds,
    signal,
  });
  return version === undefined
    ? 'It answers queries'
    : `It answers queries; version ${version}`;
}

async function testAlertmanager(
  server: PrometheusConfig['alertmanagers'][number],
  signal: AbortSignal,
): Promise<string> {
  const { receiver } = server;
  const client = new AlertmanagerClient({
    name: 'Alertmanager',
    server,
    receiver,
  });
  const groups = await client.currentGroups({ signal });
  return `It answers; alert groups that go to the receiver ${receiver} now: ${
    groups.filter(({ isOurs }) => isOurs).length
  }`;
}

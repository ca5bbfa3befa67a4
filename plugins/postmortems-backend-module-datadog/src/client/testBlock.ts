import {
  checkConnection,
  type ConnectionCheck,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { DatadogConfig } from '../config/config';
import { DatadogApis } from './DatadogApis';

/**
 * Whether Datadog accepts both keys of a block. It has no call that checks the
 * application key, so one monitor is asked for, where monitors are collected.
 */
export async function testBlock(
  block: DatadogConfig,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const target = `Datadog at ${new URL(block.apiUrl).host} (${block.path})`;
  const apis = new DatadogApis({ block, signal });
  return checkConnection(target, async () => {
    await apis.authentication.validate();
    if (block.limits.monitors === 0) {
      return 'Datadog accepts the API key; the application key is used for nothing that could be tried';
    }
    await apis.monitors.listMonitors({ pageSize: 1 });
    return 'Datadog accepts both keys';
  });
}

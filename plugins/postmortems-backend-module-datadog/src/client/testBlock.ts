import { toError } from '@backstage/errors';
import type { ConnectionCheck } from '@postmortems/backstage-plugin-postmortems-node';
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
  try {
    await apis.authentication.validate();
    if (block.limits.monitors === 0) {
      const message =
        'Datadog accepts the API key; the application key is used for nothing that could be tried';
      return { target, ok: true, message };
    }
    await apis.monitors.listMonitors({ pageSize: 1 });
    return { target, ok: true, message: 'Datadog accepts both keys' };
  } catch (error) {
    return { target, ok: false, message: toError(error).message };
  }
}

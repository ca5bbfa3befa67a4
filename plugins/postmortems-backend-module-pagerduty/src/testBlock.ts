import {
  checkConnection,
  type ConnectionCheck,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import { PagerDutyApi } from './api/PagerDutyApi';
import type { PagerDutyConfig } from './config/config';

/** Whether PagerDuty lets the key of a block read what evidence is made of. */
export async function testBlock(
  block: PagerDutyConfig,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const api = new PagerDutyApi({ block, signal });
  const first = (path: string) => () => api.get(path, { limit: 1 });
  return checkConnection(`${api.where} (${block.path})`, async () => {
    await tryEach({
      incidents: first('/incidents'),
      'log entries': first('/log_entries'),
      services: first('/services'),
      users: first('/users'),
    });
    return 'PagerDuty accepts the key: it may read incidents, log entries, services and users';
  });
}

import { NotAllowedError } from '@backstage/errors';
import {
  checkConnection,
  type ConnectionCheck,
} from '@postmortems/backstage-plugin-postmortems-node';
import { ArgoCdApi } from './api/ArgoCdApi';
import type { ArgoCdConfig } from './config/config';

/**
 * Whether Argo CD accepts the token of a block, and shows its account applications:
 * it leaves those out that the account may not get, and refuses nothing.
 */
export async function testBlock(
  block: ArgoCdConfig,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const api = new ArgoCdApi({ block, signal });
  return checkConnection(`${api.where} (${block.path})`, async () => {
    // As the web interface of Argo CD asks: the list has all else of each, too
    const fields = 'items.metadata.name';
    const { items } = await api.get('/applications', { fields });
    const count = Array.isArray(items) ? items.length : 0;
    if (count === 0) {
      throw new NotAllowedError(
        `Argo CD accepts ${block.path}.token, and shows its account no application: allow the account to get applications in argocd-rbac-cm`,
      );
    }
    return `Argo CD accepts the token; applications that its account may get: ${count}`;
  });
}

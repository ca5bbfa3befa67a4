import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';

/** What each action needs. */
export type ActionOptions = {
  auth: AuthService;
  client: Pick<
    PostmortemsApi,
    | 'createIncident'
    | 'createRetrospective'
    | 'submitEvidence'
    | 'createActionItem'
  >;
};

/** A token with which the person who runs the template calls the API: their permissions, not ours. */
export async function tokenOf(
  { auth }: ActionOptions,
  ctx: { getInitiatorCredentials(): Promise<BackstageCredentials> },
): Promise<{ token: string }> {
  return auth.getPluginRequestToken({
    onBehalfOf: await ctx.getInitiatorCredentials(),
    targetPluginId: 'postmortems',
  });
}

/** The same short name for the same step of the same task, however often it is tried. */
export function nameOf(
  ctx: { task: { id: string }; step?: { id?: string } },
  ...parts: string[]
): string {
  return createHash('sha256')
    .update(JSON.stringify([ctx.task.id, ctx.step?.id ?? '', ...parts]))
    .digest('hex')
    .slice(0, 10);
}

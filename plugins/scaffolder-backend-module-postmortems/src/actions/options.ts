import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';

/** What each action needs. */
export type ActionOptions = {
  auth: AuthService;
  client: Pick<
    PostmortemsApi,
    | 'createIncident'
    | 'createPostmortem'
    | 'regenerate'
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

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
    | 'regeneratePostmortem'
    | 'submitEvidence'
    | 'createActionItem'
  >;
};

/**
 * A token to call the API on behalf of the person who runs the template, with
 * their permissions.
 */
export async function getInitiatorToken(
  { auth }: ActionOptions,
  ctx: { getInitiatorCredentials(): Promise<BackstageCredentials> },
): Promise<{ token: string }> {
  return auth.getPluginRequestToken({
    onBehalfOf: await ctx.getInitiatorCredentials(),
    targetPluginId: 'postmortems',
  });
}

import { toError } from '@backstage/errors';
import {
  type ConnectionCheck,
  OutOfTime,
} from '@postmortems/backstage-plugin-postmortems-node';
import { authTestSchema } from './responses';
import type { Workspace } from './Workspace';

/** Whether Slack knows the token of a workspace, and as whom. */
export async function testWorkspace(
  workspace: Workspace,
  signal: AbortSignal,
): Promise<ConnectionCheck> {
  const { path, apiUrl, token } = workspace.config;
  const target = `Slack at ${apiUrl} (${path})`;
  if (!token) {
    const message = `${path} has no token, so no channel of Slack is read`;
    return { target, ok: false, message };
  }
  try {
    const { team, user } = await workspace
      .api(signal)
      .call('auth.test', {}, authTestSchema);
    return {
      target,
      ok: true,
      message: `Slack accepts the token: ${user ?? 'a bot'} in the workspace ${
        team ?? 'without a name'
      }`,
    };
  } catch (error) {
    const message =
      error instanceof OutOfTime
        ? 'Slack did not answer in time, or limits how often it may be asked'
        : toError(error).message;
    return { target, ok: false, message };
  }
}

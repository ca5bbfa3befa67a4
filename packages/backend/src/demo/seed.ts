import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import type { Capture } from './captures';

/**
 * Seeds the captures through the public API. What already exists stays
 * unchanged.
 */
export async function seed(options: {
  api: PostmortemsApi;
  captures: Capture[];
  token: () => Promise<string>;
  logger: LoggerService;
}): Promise<void> {
  const { api, captures, logger } = options;
  for (const { incident, evidence, trace } of captures) {
    const { key } = incident;
    const auth = { token: await options.token() };
    const written = await api.listPostmortems({ incidentKey: key }, auth);
    if (written.items.length > 0) continue;
    await api.createIncident(incident, auth);
    const { rejected, outcomes } = await api.submitEvidence(
      key,
      evidence,
      auth,
    );
    if (rejected > 0) {
      const refused = outcomes.find(({ status }) => status === 'rejected');
      throw new Error(
        `Evidence of ${key} is refused: ${JSON.stringify(refused)}`,
      );
    }
    if (trace) await api.submitTrace(key, trace, auth);
    await api.createPostmortem(key, {}, auth);
    logger.info(`Demo: ${key} is there, ${incident.title}`);
  }
}

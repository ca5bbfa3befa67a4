import { NotFoundError } from '@backstage/errors';
import { incidentSchema, type PagerDutyIncident } from './objects';
import type { PagerDutyApi } from './PagerDutyApi';

/** The incident with an id; `undefined` when the account has none. */
export async function findIncident(
  id: string,
  api: PagerDutyApi,
): Promise<PagerDutyIncident | undefined> {
  try {
    const { incident } = await api.get(`/incidents/${id}`);
    return incidentSchema.parse(incident);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

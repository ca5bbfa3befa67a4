import { incidentsOf, type PastIncident } from './incidents';
import { organisationOf } from './organisation';

/** One company for everybody: the same names and incidents in each demo. */
export const COMPANY_SEED = 1987;
/** With the four of the shop there are 400. */
const INCIDENTS = 396;

/** Its incidents up to the day of the anchor, oldest first. */
export function pastIncidents(anchor: Date): PastIncident[] {
  return incidentsOf({
    services: organisationOf(COMPANY_SEED).services,
    count: INCIDENTS,
    seed: COMPANY_SEED,
    anchor,
  });
}

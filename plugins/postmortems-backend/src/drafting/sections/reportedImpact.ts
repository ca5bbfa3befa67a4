import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { conclusionClaim } from '../conclusions/inWords';
import type { SectionContext } from './context';

/** What people reported of the impact in numbers of users, orders, tickets or money; corrected numbers first. */
export function reportedImpact(context: SectionContext): DraftClaim[] {
  const { impact, unaffected } = context.conclusions;
  return (impact.length > 0 ? impact : unaffected).map(one =>
    conclusionClaim('impact', one, context, { text: one.sentence }),
  );
}

import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import { block } from '../write/blocks';
import { claimOf } from '../write/sentence';
import { affectedServices } from './affectedServices';
import { alertCount } from './alertCount';
import type { SectionContext, SectionWriter } from './context';
import { durationClaim } from './durationClaim';
import { metricClaim } from './metricClaim';

/** Metrics told one by one; an incident with more is read from its evidence. */
const MAX_METRICS = 40;

export const writeImpact: SectionWriter = context => {
  const claims = [
    ...context.durations.map(fact =>
      durationClaim('impact', `duration ${fact.what}`, fact, context),
    ),
    affected(context),
    ...alertCount('impact', context),
    ...context.metrics
      // That another service stayed as it was is no impact
      .filter(
        ({ isNotable, isOfAffected, steady }) =>
          isNotable || (isOfAffected && steady),
      )
      .slice(0, MAX_METRICS)
      .map(fact => metricClaim('impact', fact, context)),
  ];
  return claims.map(claim => block('item', [claim]));
};

function affected(context: SectionContext): DraftClaim {
  return claimOf('impact', 'services', [affectedServices(context)], context);
}

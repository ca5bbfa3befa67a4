import { block } from '../write/blocks';
import { serviceName } from '../write/names';
import {
  cite,
  listed,
  recordSource,
  sentence,
  silently,
} from '../write/sentence';
import { duration } from '../write/times';
import { alertCount } from './alertCount';
import type { SectionContext, SectionWriter } from './context';
import { metricSentence } from './metricSentence';

/** Metrics told one by one; an incident with more is read from its evidence. */
const MAX_METRICS = 40;

const WORDS = {
  incident: 'The incident lasted ',
  detection: 'It was detected after ',
  mitigation: 'It was mitigated after ',
} as const;

export const writeImpact: SectionWriter = context => {
  const claims = [
    ...context.durations.map(({ what, milliseconds, from, to }) =>
      sentence(
        'impact',
        `duration ${what}`,
        `${WORDS[what]}${duration(milliseconds)}.`,
        silently(
          cite(from.source, from.pointer, ''),
          cite(to.source, to.pointer, ''),
        ),
      ),
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
      .map(fact => metricSentence('impact', fact, context)),
  ];
  return claims.map(claim => block('item', [claim]));
};

function affected({ incident, seal }: SectionContext) {
  const record = recordSource(seal);
  const services = incident.services.map((ref, index) =>
    cite(record, `/services/${index}`, serviceName(ref)),
  );
  return sentence(
    'impact',
    'services',
    services.length === 1
      ? 'The affected service was '
      : `${services.length} services were affected: `,
    listed(services),
    '.',
  );
}

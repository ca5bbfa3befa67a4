import type { DraftClaim } from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { Language, MAX_SERVICES } from '../../verification';
import type { MetricFact } from '../facts/types';
import { chooseMetrics } from '../salience/choose';
import { block } from '../write/blocks';
import { claimOf } from '../write/sentence';
import { affectedServices } from './affectedServices';
import { alertCount } from './alertCount';
import type { SectionContext, SectionWriter } from './context';
import { isUnaffected, metricClaim } from './metricClaim';
import { onlyRegions } from './onlyRegions';
import { reportedImpact } from './reportedImpact';

/** Metrics told one by one; the others are one line that opens. */
const MAX_METRICS = 5;
/** Steady metrics that are told because an alert or a hypothesis asks for them. */
const MAX_STEADY = 2;
/** Folded metrics; an incident with more is read from its evidence. */
const MAX_FOLDED = 100;

export const writeImpact: SectionWriter = context => {
  const { told, less, steady, elsewhere } = chooseMetrics(
    context.metrics,
    MAX_METRICS,
  );
  const { messages, style } = context;
  const language = new Language(style, messages);
  const claim = (fact: MetricFact) => metricClaim('impact', fact, context);
  const users = told.filter(({ isUserFacing }) => isUserFacing);
  const folded = (facts: MetricFact[], label: (number: string) => string) =>
    foldedBlock(facts.slice(0, MAX_FOLDED).map(claim), count =>
      label(language.number(count)),
    );
  const items = [
    ...reportedImpact(context),
    ...users.map(claim),
    ...onlyRegions(context, told),
    ...alertCount(context),
    ...told.filter(fact => !users.includes(fact)).map(claim),
    ...steady
      // The summary says that of what users notice
      .filter(fact => told.length > 0 || !isUnaffected(fact))
      .slice(0, Math.min(MAX_STEADY, MAX_METRICS - told.length))
      .map(claim),
  ];
  // The summary names them, as many as it has room for
  const isFull = context.incident.services.length > MAX_SERVICES;
  return [
    ...(isFull || items.length === 0
      ? [affected(context), ...items]
      : items
    ).map(one => block('item', [one])),
    ...folded(less, number => messages.moreSeries({ number })),
    ...folded(elsewhere, number => messages.otherServices({ number })),
  ];
};

function affected(context: SectionContext): DraftClaim {
  return claimOf('impact', 'services', [affectedServices(context)], context);
}

function foldedBlock(
  claims: DraftClaim[],
  label: (count: number) => string,
): DraftBlock[] {
  return claims.length > 0
    ? [block('item', [], { more: { label: label(claims.length), claims } })]
    : [];
}

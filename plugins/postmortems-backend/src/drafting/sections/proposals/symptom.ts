import { serviceName } from '../../write/names';
import { quantity } from '../../write/quantities';
import type { SectionContext } from '../context';

/** An alert by which the incident showed. */
export type AlertSymptom = {
  name: string;
  service: string;
  /** What the alert says of itself, e.g. its threshold. */
  summary?: string;
  firedAt: string;
};

/** The first alert of an affected service, or of any service when none of those fired. */
export function alertSymptom({
  alerts,
  incident,
}: SectionContext): AlertSymptom | undefined {
  const affected = new Set(incident.services.map(serviceName));
  const first =
    alerts.find(({ node }) =>
      affected.has(serviceName(node.metadata.service)),
    ) ?? alerts[0];
  return (
    first && {
      name: first.alert.alertName,
      service: serviceName(first.node.metadata.service),
      summary: first.alert.summary?.replace(/\s+/g, ' ').trim() || undefined,
      firedAt: first.alert.startsAt ?? first.node.timestamp,
    }
  );
}

/** The metric that shows the incident best, with its level before it and at its extreme. */
export function metricSymptom({ metrics }: SectionContext) {
  const fact = metrics.find(({ isNotable }) => isNotable);
  return (
    fact && {
      name: `${fact.metric} of ${serviceName(fact.service)}`,
      rose: fact.extreme.value > fact.before.value,
      before: quantity(fact.before.value, fact.unit),
      extreme: quantity(fact.extreme.value, fact.unit),
    }
  );
}

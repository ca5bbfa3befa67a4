import { Language, quantityOf, serviceName } from '../../../verification';
import type { SectionContext } from '../context';

/** An alert by which the incident showed. */
type AlertSymptom = {
  named: { alert: string; service: string };
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
      named: {
        alert: first.alert.alertName,
        service: serviceName(first.node.metadata.service),
      },
      summary: first.alert.summary?.replace(/\s+/g, ' ').trim() || undefined,
      firedAt: first.alert.startsAt ?? first.node.timestamp,
    }
  );
}

/** The metric that shows the incident best, with its level before it and at its extreme. */
export function metricSymptom({ metrics, style, messages }: SectionContext) {
  const fact = metrics.find(({ isNotable }) => isNotable);
  if (!fact) return undefined;
  const { node, metric, service, before, extreme, unit } = fact;
  const language = new Language(style, messages);
  const amount = (value: number) => language.quantity(quantityOf(value, unit));
  return {
    series: language.series({ evidence: node.id, metric, service }),
    rose: extreme.value > before.value,
    before: amount(before.value),
    extreme: amount(extreme.value),
  };
}

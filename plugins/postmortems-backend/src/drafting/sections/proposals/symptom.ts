import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { Language, quantityOf, serviceName } from '../../../verification';
import type { MetricFact } from '../../facts/types';
import type { SectionContext } from '../context';

/** An alert by which the incident showed. */
type AlertSymptom = {
  node: EvidenceNode;
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
      node: first.node,
      named: {
        alert: first.alert.alertName,
        service: serviceName(first.node.metadata.service),
      },
      summary: first.alert.summary?.replace(/\s+/g, ' ').trim() || undefined,
      firedAt: first.alert.startsAt ?? first.node.timestamp,
    }
  );
}

/** A metric, and how far it went. */
export function metricInWords(
  { node, metric, service, extreme, unit }: MetricFact,
  { style, messages }: Pick<SectionContext, 'style' | 'messages'>,
) {
  const language = new Language(style, messages);
  return {
    series: language.series({ evidence: node.id, metric, service }),
    extreme: language.quantity(quantityOf(extreme.value, unit)),
  };
}

import {
  RECORD_EVIDENCE_ID,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parseEntityRef } from '@backstage/catalog-model';
import { formatUtcDateTime } from '../../shared/format/times';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Names evidence by its kind of source, service and time. */
export function useEvidenceName() {
  const { t } = useTranslation();
  return (source: { id: string; node?: EvidenceNode }): string => {
    const { id, node } = source;
    if (!node) {
      return id === RECORD_EVIDENCE_ID
        ? t('page.evidence.record')
        : t('page.evidence.manifest');
    }
    return [
      t(`page.evidence.source.${node.sourceType}`),
      shortName(node.metadata.service),
      // The time of a series is that of its last point, long after what it shows
      ...(node.payload.kind === 'metric'
        ? []
        : [formatUtcDateTime(node.timestamp)]),
    ].join(' · ');
  };
}

/** The name of a service by its entity ref, or what its source calls it. */
export function shortName(service: string): string {
  try {
    return parseEntityRef(service).name;
  } catch {
    return service;
  }
}

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { EvidenceSource } from './EvidenceSource';

/** @public */
export interface PostmortemsEvidenceSourceExtensionPoint {
  /** Ids must differ. */
  addEvidenceSource(source: EvidenceSource): void;
}

/** Where provider modules register the places that evidence comes from. @public */
export const postmortemsEvidenceSourceExtensionPoint =
  createExtensionPoint<PostmortemsEvidenceSourceExtensionPoint>({
    id: 'postmortems.evidence-source',
  });

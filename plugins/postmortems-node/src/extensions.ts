import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { EvidenceSource } from './EvidenceSource';
import type { ModelSynthesiser } from './synthesis';

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

/** @public */
export interface PostmortemsModelSynthesiserExtensionPoint {
  /** There can be one. */
  setModelSynthesiser(synthesiser: ModelSynthesiser): void;
}

/** Where a module registers the model that helps to write. @public */
export const postmortemsModelSynthesiserExtensionPoint =
  createExtensionPoint<PostmortemsModelSynthesiserExtensionPoint>({
    id: 'postmortems.model-synthesiser',
  });

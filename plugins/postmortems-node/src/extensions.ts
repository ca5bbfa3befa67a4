import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { EvidenceSource } from './EvidenceSource';
import type { IssueTracker } from './IssueTracker';
import type { ModelSynthesiser } from './synthesis';

/** Takes the evidence sources of provider modules. @public */
export interface PostmortemsEvidenceSourceExtensionPoint {
  /** Ids must differ. */
  addEvidenceSource(source: EvidenceSource): void;
}

/** Where provider modules register the places that evidence comes from. @public */
export const postmortemsEvidenceSourceExtensionPoint =
  createExtensionPoint<PostmortemsEvidenceSourceExtensionPoint>({
    id: 'postmortems.evidence-source',
  });

/** Takes the model that helps to write. @public */
export interface PostmortemsModelSynthesiserExtensionPoint {
  /** There can be one. */
  setModelSynthesiser(synthesiser: ModelSynthesiser): void;
}

/** Where a module registers the model that helps to write. @public */
export const postmortemsModelSynthesiserExtensionPoint =
  createExtensionPoint<PostmortemsModelSynthesiserExtensionPoint>({
    id: 'postmortems.model-synthesiser',
  });

/** Takes the issue trackers of provider modules. @public */
export interface PostmortemsIssueTrackerExtensionPoint {
  /** Ids must differ. */
  addIssueTracker(tracker: IssueTracker): void;
}

/** Where modules register the trackers in which tickets of follow-ups are made. @public */
export const postmortemsIssueTrackerExtensionPoint =
  createExtensionPoint<PostmortemsIssueTrackerExtensionPoint>({
    id: 'postmortems.issue-tracker',
  });

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { DraftingModel } from './drafting';
import type { EvidenceSource } from './EvidenceSource';
import type { IssueTracker } from './IssueTracker';

/** Registers evidence sources. @public */
export interface PostmortemsEvidenceSourceExtensionPoint {
  /** Throws when a source with the same id is registered already. */
  addEvidenceSource(source: EvidenceSource): void;
}

/**
 * Where modules register the {@link EvidenceSource}s that evidence comes from.
 *
 * @public
 */
export const postmortemsEvidenceSourceExtensionPoint =
  createExtensionPoint<PostmortemsEvidenceSourceExtensionPoint>({
    id: 'postmortems.evidence-source',
  });

/** Registers the model that helps to draft postmortems. @public */
export interface PostmortemsDraftingModelExtensionPoint {
  /** Throws when a model is registered already: there can be one. */
  setDraftingModel(model: DraftingModel): void;
}

/** Where a module registers the {@link DraftingModel}. @public */
export const postmortemsDraftingModelExtensionPoint =
  createExtensionPoint<PostmortemsDraftingModelExtensionPoint>({
    id: 'postmortems.drafting-model',
  });

/** Registers issue trackers. @public */
export interface PostmortemsIssueTrackerExtensionPoint {
  /** Throws when a tracker with the same id is registered already. */
  addIssueTracker(tracker: IssueTracker): void;
}

/**
 * Where modules register the {@link IssueTracker}s for tickets of action items.
 *
 * @public
 */
export const postmortemsIssueTrackerExtensionPoint =
  createExtensionPoint<PostmortemsIssueTrackerExtensionPoint>({
    id: 'postmortems.issue-tracker',
  });

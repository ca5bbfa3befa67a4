import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  postmortemsEvidenceSourceExtensionPoint,
  postmortemsIssueTrackerExtensionPoint,
  postmortemsDraftingModelExtensionPoint,
  type EvidenceSource,
  type IssueTracker,
  type DraftingModel,
} from '@postmortems/backstage-plugin-postmortems-node';

/** What modules have added, complete once the plugin is initialised. */
type Extensions = {
  sources: ReadonlyMap<string, EvidenceSource>;
  trackers: ReadonlyMap<string, IssueTracker>;
  model(): DraftingModel | undefined;
};

/** Opens the extension points. Each throws when an id is used twice. */
export function registerExtensionPoints(
  env: BackendPluginRegistrationPoints,
): Extensions {
  const sources = new Map<string, EvidenceSource>();
  env.registerExtensionPoint(postmortemsEvidenceSourceExtensionPoint, {
    addEvidenceSource(source) {
      if (sources.has(source.id)) {
        throw new Error(`The evidence source '${source.id}' is there already`);
      }
      sources.set(source.id, source);
    },
  });
  const trackers = new Map<string, IssueTracker>();
  env.registerExtensionPoint(postmortemsIssueTrackerExtensionPoint, {
    addIssueTracker(tracker) {
      if (trackers.has(tracker.id)) {
        throw new Error(`The tracker '${tracker.id}' is there already`);
      }
      trackers.set(tracker.id, tracker);
    },
  });
  let model: DraftingModel | undefined;
  env.registerExtensionPoint(postmortemsDraftingModelExtensionPoint, {
    setDraftingModel(added) {
      if (model) {
        throw new Error(
          `The models '${model.id}' and '${added.id}' cannot both draft; install one`,
        );
      }
      model = added;
    },
  });
  return { sources, trackers, model: () => model };
}

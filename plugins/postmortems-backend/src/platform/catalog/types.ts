import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Incident,
  PostmortemTemplate,
  TemplateResolution,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownService } from '../../verification/types';

/** What the catalog knows, in the terms of this plugin. */
export interface ServiceCatalog {
  /**
   * What the entities stand for, the entities included: a component for itself; a system or domain for all that is part of it, at
   * any depth; a group for what it and the groups below it own; a user for what they, or groups that they are a member of, own; and
   * what is owned for all that is part of it. Takes full refs; returns each ref once, in lower case. What the caller may not see in
   * the catalog is left out.
   */
  rollUp(options: {
    entityRefs: string[];
    credentials: BackstageCredentials;
  }): Promise<string[]>;
  /** Services that the annotation puts into a tier. */
  ofTier(options: {
    tier: string;
    credentials: BackstageCredentials;
  }): Promise<string[]>;
  /** What any of these users and groups own, with all that is part of it, whoever asks. May be a minute old. */
  ownedBy(options: { ownerRefs: string[] }): Promise<string[]>;
  /** Every name of these services and of those that they depend on or that depend on them. */
  knownServices(options: { refs: string[] }): Promise<KnownService[]>;
  /**
   * Who answers for the services by default; the services are tried in their order, the primary one first.
   *
   * That is the nearest group, looking at the service, then at what it is part of: an owning group that is in the catalog; else a
   * group whose child a missing owning group is; else, if a user owns it, a group that the user is a member of, or its parent if it
   * is missing. Owners, and the groups of a user, are tried in the order of their refs. If there is no group behind any of the
   * services, it is the first user that owns one, else `undefined`.
   */
  ownerOf(options: { refs: string[] }): Promise<string | undefined>;
  /**
   * The group that each owner is counted for, by the ref that was given: a group for itself; a user for the first group, in the order
   * of refs, that they are a member of; a user who is in no group, or not in the catalog, for themselves. Read in the plugin's own
   * name, and the same for all callers: it shapes counts, and reveals no entity.
   */
  groupsOf(options: { owners: string[] }): Promise<Map<string, string>>;
  /** The inverse of `groupsOf`: the group, and the users who are counted for it. Of a ref that is no group, just that ref. */
  ownersCountedFor(options: { group: string }): Promise<string[]>;
}

export interface TemplateResolver {
  /** Walks the fallback chain. Throws `InputError` when `requested` names an unknown template. */
  resolve(options: { incident: Incident; requested?: string }): Promise<{
    template: PostmortemTemplate;
    resolution: TemplateResolution;
  }>;
  list(): { template: PostmortemTemplate; source: string }[];
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Incident,
  RetrospectiveTemplate,
  TemplateResolution,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { KnownService } from '../verify/types';

/** What the catalog knows, in the terms of this plugin. */
export interface ServiceCatalog {
  /**
   * The services that an entity stands for: a component itself; a system's components; a domain's systems' components (with
   * subdomains); what a group and its child groups own; what a user owns. Contains the entity itself.
   */
  rollUp(options: {
    entityRef: string;
    credentials: BackstageCredentials;
  }): Promise<string[]>;
  /** Services that the annotation puts into a tier. */
  ofTier(options: {
    tier: string;
    credentials: BackstageCredentials;
  }): Promise<string[]>;
  /** Services owned by any of these users and groups. Cached for a minute. */
  ownedBy(options: { ownerRefs: string[] }): Promise<string[]>;
  /** Every name of these services and of those that they depend on or that depend on them. */
  knownServices(options: { refs: string[] }): Promise<KnownService[]>;
  /** Owning group of a service, through the component, else its system, else its domain. */
  ownerOf(options: { ref: string }): Promise<string | undefined>;
}

export interface TemplateResolver {
  /** Walks the fallback chain. Throws `InputError` when `requested` names an unknown template. */
  resolve(options: { incident: Incident; requested?: string }): Promise<{
    template: RetrospectiveTemplate;
    resolution: TemplateResolution;
  }>;
  list(): { template: RetrospectiveTemplate; source: string }[];
}

import type {
  AuthService,
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  RELATION_CHILD_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  TEMPLATE_ANNOTATION,
  TIER_ANNOTATION,
  type Incident,
  type PostmortemTemplate,
  type TemplateResolution,
  type TemplateResolutionStep,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type CatalogAnswers,
  CatalogReader,
  targetsOf,
} from '../platform/catalog';
import { type LoadedTemplate, TemplateLoader } from './TemplateLoader';
import type { TemplateStore } from './TemplateStore';
import { builtInTemplate } from './builtInTemplate';
import { readTemplateConfig, type TemplateConfig } from './config';

type Level = TemplateResolutionStep['level'];

/** A level of the chain, and the template that it names. */
type Candidate = {
  level: Level;
  subject?: string;
  template?: string;
  reason: string;
};

/**
 * Chooses the template of an incident: from its service outwards, then by
 * configuration.
 */
export class TemplateResolver {
  readonly #config: TemplateConfig;
  readonly #reader: CatalogReader;
  readonly #loader: TemplateLoader;
  #templates: Map<string, LoadedTemplate>;

  /**
   * Loads all templates; throws `InputError` when one is wrong. Reloads them on
   * a schedule.
   */
  static async create(options: {
    config: RootConfigService;
    catalog: CatalogService;
    auth: AuthService;
    answers?: CatalogAnswers;
    urlReader: UrlReaderService;
    templates: Pick<TemplateStore, 'save'>;
    scheduler: SchedulerService;
    logger: LoggerService;
  }): Promise<TemplateResolver> {
    const config = readTemplateConfig(options.config);
    const loader = new TemplateLoader({ ...options, ...config });
    const templates = await loader.load();
    const { defaultVersion } = config;
    if (defaultVersion && !templates.has(defaultVersion)) {
      options.logger.warn(
        `postmortems.templateManagement.defaultVersion names ${defaultVersion}, which is not loaded; the built-in template takes its place`,
      );
    }
    const resolver = new TemplateResolver({
      config,
      loader,
      templates,
      reader: new CatalogReader(options),
    });
    await options.scheduler.scheduleTask({
      id: 'postmortems-templates',
      // Templates are held in memory, by each replica for itself
      scope: 'local',
      initialDelay: { minutes: config.refreshMinutes },
      frequency: { minutes: config.refreshMinutes },
      timeout: { minutes: 2 },
      fn: () => resolver.#reload(options.logger),
    });
    return resolver;
  }

  private constructor(options: {
    config: TemplateConfig;
    reader: CatalogReader;
    loader: TemplateLoader;
    templates: Map<string, LoadedTemplate>;
  }) {
    this.#config = options.config;
    this.#reader = options.reader;
    this.#loader = options.loader;
    this.#templates = options.templates;
  }

  list(): LoadedTemplate[] {
    return [...this.#templates.values()];
  }

  /**
   * The first candidate that is loaded. Throws `InputError` when `requested`
   * names an unknown template.
   */
  async resolve(options: { incident: Incident; requested?: string }): Promise<{
    template: PostmortemTemplate;
    resolution: TemplateResolution;
  }> {
    const { incident, requested } = options;
    if (requested !== undefined && !this.#templates.has(requested)) {
      throw new InputError(
        `template '${requested}' is not loaded; there are ${[
          ...this.#templates.keys(),
        ].join(', ')}`,
      );
    }
    const candidates = await this.#candidates(incident, requested);
    const chosen = candidates.findIndex(
      ({ template }) => template !== undefined && this.#templates.has(template),
    );
    const { template } = this.#templates.get(candidates[chosen].template!)!;
    return {
      template,
      resolution: {
        name: template.name,
        version: template.version,
        title: template.title,
        reason: candidates[chosen].reason,
        chain: candidates.map((one, index) => this.#toStep(one, index, chosen)),
      },
    };
  }

  #toStep(
    { level, subject, template, reason }: Candidate,
    index: number,
    chosen: number,
  ): TemplateResolutionStep {
    const common = {
      level,
      ...(subject && { subject }),
      ...(template && { template }),
    };
    if (index > chosen) {
      return {
        ...common,
        outcome: 'not_reached',
        reason: 'An earlier level decided',
      };
    }
    if (template === undefined) {
      return { ...common, outcome: 'nothing_set', reason };
    }
    return index === chosen
      ? { ...common, outcome: 'chosen', reason }
      : {
          ...common,
          outcome: 'unknown_template',
          reason: `${reason}, but no such template is loaded`,
        };
  }

  /** Every level in order; the last always names a template that is there. */
  async #candidates(
    incident: Incident,
    requested?: string,
  ): Promise<Candidate[]> {
    const { severities, tiers, defaultVersion } = this.#config;
    const [service] = incident.services;
    const [component] = await this.#reader.byRefs([service]);
    const [systemRef] = targetsOf(component, RELATION_PART_OF).filter(ref =>
      ref.startsWith('system:'),
    );
    const [system] = systemRef ? await this.#reader.byRefs([systemRef]) : [];
    const isSystem = service.startsWith('system:');
    const [domainRef] = targetsOf(
      isSystem ? component : system,
      RELATION_PART_OF,
    ).filter(ref => ref.startsWith('domain:'));
    const [domain] = domainRef ? await this.#reader.byRefs([domainRef]) : [];
    const ownerRef = [component, system, domain].flatMap(entity =>
      targetsOf(entity, RELATION_OWNED_BY),
    )[0];
    const tier = component?.metadata.annotations?.[TIER_ANNOTATION];
    return [
      {
        level: 'request',
        template: requested,
        reason: requested
          ? `The request names ${requested}`
          : 'The request names none',
      },
      this.#candidateOf('entity', service, component),
      this.#candidateOf('system', systemRef, system),
      this.#candidateOf('domain', domainRef, domain),
      await this.#candidateOfOwners(ownerRef),
      {
        level: 'severity',
        subject: incident.severity,
        template: severities[incident.severity],
        reason: severities[incident.severity]
          ? `The configuration names ${severities[incident.severity]} for ${
              incident.severity
            }`
          : `The configuration names none for ${incident.severity}`,
      },
      {
        level: 'tier',
        ...(tier && { subject: tier }),
        template: tier === undefined ? undefined : tiers[tier],
        reason:
          tier !== undefined && tiers[tier]
            ? `The configuration names ${tiers[tier]} for tier ${tier}`
            : 'The service has no tier with a template',
      },
      {
        level: 'default',
        template: defaultVersion,
        reason: defaultVersion
          ? `${defaultVersion} is the default`
          : 'No default is configured',
      },
      {
        level: 'default',
        template: builtInTemplate.name,
        reason: 'The built-in template is there when no other is',
      },
    ];
  }

  #candidateOf(
    level: Level,
    ref: string | undefined,
    entity: Entity | undefined,
  ): Candidate {
    if (!ref) return { level, reason: `The service belongs to no ${level}` };
    const { overrides } = this.#config;
    const name = ref.slice(ref.indexOf('/') + 1);
    const override = overrides[ref] ?? overrides[name];
    if (override) {
      return {
        level,
        subject: ref,
        template: override,
        reason: `The configuration names ${override} for ${ref}`,
      };
    }
    const template = entity?.metadata.annotations?.[TEMPLATE_ANNOTATION];
    if (template) {
      return {
        level,
        subject: ref,
        template,
        reason: `${ref} names ${template} in its annotation`,
      };
    }
    return {
      level,
      subject: ref,
      reason: entity ? `${ref} names none` : `${ref} is not in the catalog`,
    };
  }

  /** The owner group, then its parents, until one names a template. */
  async #candidateOfOwners(ownerRef: string | undefined): Promise<Candidate> {
    if (!ownerRef)
      return { level: 'owner', reason: 'The service has no owner' };
    const seen = new Set<string>();
    let ref: string | undefined = ownerRef;
    while (ref && !seen.has(ref)) {
      seen.add(ref);
      const [group]: (Entity | undefined)[] = await this.#reader.byRefs([ref]);
      const candidate = this.#candidateOf('owner', ref, group);
      if (candidate.template) return candidate;
      [ref] = targetsOf(group, RELATION_CHILD_OF);
    }
    return {
      level: 'owner',
      subject: ownerRef,
      reason: `Neither ${ownerRef} nor a parent of it names one`,
    };
  }

  async #reload(logger: LoggerService): Promise<void> {
    try {
      this.#templates = await this.#loader.load();
    } catch (error) {
      logger.warn(
        `The templates could not be loaded again, the last ones stay: ${
          toError(error).message
        }`,
      );
    }
  }
}

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
  type TemplateResolutionStep,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  CatalogReader,
  targetsOf,
  type TemplateResolver,
} from '../platform/catalog';
import type { TemplateStore } from '../platform/database';
import { builtInTemplate } from './builtInTemplate';
import { readTemplateConfig, type TemplateConfig } from './config';
import { TemplateLoader, type LoadedTemplate } from './TemplateLoader';

type Level = TemplateResolutionStep['level'];

/** What one level of the chain was asked, and what it named. */
type Asked = { level: Level; subject?: string; template?: string; how: string };

/** Chooses the template of an incident by walking from its service outwards, and remembers the way. */
export class DefaultTemplateResolver implements TemplateResolver {
  readonly #config: TemplateConfig;
  readonly #reader: CatalogReader;
  readonly #loader: TemplateLoader;
  #templates: Map<string, LoadedTemplate>;

  /** Loads all templates; throws `InputError` when one is wrong. Reloads them on a schedule. */
  static async create(options: {
    config: RootConfigService;
    catalog: CatalogService;
    auth: AuthService;
    urlReader: UrlReaderService;
    templates: TemplateStore;
    scheduler: SchedulerService;
    logger: LoggerService;
  }): Promise<DefaultTemplateResolver> {
    const config = readTemplateConfig(options.config);
    const loader = new TemplateLoader({ ...options, ...config });
    const templates = await loader.load();
    const { defaultVersion } = config;
    if (defaultVersion && !templates.has(defaultVersion)) {
      options.logger.warn(
        `postmortems.templateManagement.defaultVersion names ${defaultVersion}, which is not loaded; the built-in template takes its place`,
      );
    }
    const resolver = new DefaultTemplateResolver({
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

  list() {
    return [...this.#templates.values()];
  }

  async resolve(options: { incident: Incident; requested?: string }) {
    const { incident, requested } = options;
    if (requested !== undefined && !this.#templates.has(requested)) {
      throw new InputError(
        `template '${requested}' is not loaded; there are ${[
          ...this.#templates.keys(),
        ].join(', ')}`,
      );
    }
    const asked = await this.#ask(incident, requested);
    const chosen = asked.findIndex(
      ({ template }) => template !== undefined && this.#templates.has(template),
    );
    const { template } = this.#templates.get(asked[chosen].template!)!;
    return {
      template,
      resolution: {
        version: template.version,
        title: template.title,
        reason: asked[chosen].how,
        chain: asked.map((one, index) => this.#toStep(one, index, chosen)),
      },
    };
  }

  #toStep(
    { level, subject, template, how }: Asked,
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
      return { ...common, outcome: 'nothing_set', reason: how };
    }
    return index === chosen
      ? { ...common, outcome: 'chosen', reason: how }
      : {
          ...common,
          outcome: 'unknown_template',
          reason: `${how}, but no such template is loaded`,
        };
  }

  /** Every level in order; the last always names a template that is there. */
  async #ask(incident: Incident, requested?: string): Promise<Asked[]> {
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
        how: requested
          ? `The request names ${requested}`
          : 'The request names none',
      },
      this.#askEntity('entity', service, component),
      this.#askEntity('system', systemRef, system),
      this.#askEntity('domain', domainRef, domain),
      await this.#askOwners(ownerRef),
      {
        level: 'severity',
        subject: incident.severity,
        template: severities[incident.severity],
        how: severities[incident.severity]
          ? `The configuration names ${severities[incident.severity]} for ${
              incident.severity
            }`
          : `The configuration names none for ${incident.severity}`,
      },
      {
        level: 'tier',
        ...(tier && { subject: tier }),
        template: tier === undefined ? undefined : tiers[tier],
        how:
          tier !== undefined && tiers[tier]
            ? `The configuration names ${tiers[tier]} for tier ${tier}`
            : 'The service has no tier with a template',
      },
      {
        level: 'default',
        template: defaultVersion,
        how: defaultVersion
          ? `${defaultVersion} is the default`
          : 'No default is configured',
      },
      {
        level: 'default',
        template: builtInTemplate.version,
        how: 'The built-in template is there when no other is',
      },
    ];
  }

  #askEntity(
    level: Level,
    ref: string | undefined,
    entity: Entity | undefined,
  ): Asked {
    if (!ref) return { level, how: `The service belongs to no ${level}` };
    const { overrides } = this.#config;
    const name = ref.slice(ref.indexOf('/') + 1);
    const override = overrides[ref] ?? overrides[name];
    if (override) {
      return {
        level,
        subject: ref,
        template: override,
        how: `The configuration names ${override} for ${ref}`,
      };
    }
    const template = entity?.metadata.annotations?.[TEMPLATE_ANNOTATION];
    if (template) {
      return {
        level,
        subject: ref,
        template,
        how: `${ref} names ${template} in its annotation`,
      };
    }
    return {
      level,
      subject: ref,
      how: entity ? `${ref} names none` : `${ref} is not in the catalog`,
    };
  }

  /** The owner group, then its parents, until one names a template. */
  async #askOwners(ownerRef: string | undefined): Promise<Asked> {
    if (!ownerRef) return { level: 'owner', how: 'The service has no owner' };
    const seen = new Set<string>();
    let ref: string | undefined = ownerRef;
    while (ref && !seen.has(ref)) {
      seen.add(ref);
      const [group]: (Entity | undefined)[] = await this.#reader.byRefs([ref]);
      const asked = this.#askEntity('owner', ref, group);
      if (asked.template) return asked;
      [ref] = targetsOf(group, RELATION_CHILD_OF);
    }
    return {
      level: 'owner',
      subject: ownerRef,
      how: `Neither ${ownerRef} nor a parent of it names one`,
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

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { postmortemsPermissions } from '@postmortems/backstage-plugin-postmortems-common';
import {
  incidentPermissionRules,
  incidentResourceRef,
} from '@postmortems/backstage-plugin-postmortems-node';
import Router from 'express-promise-router';
import { registerActions } from './mcp';
import { AuditedWrites } from './platform/audit';
import { DefaultAuthorizer } from './platform/auth';
import { CatalogRoster, DefaultBlamelessChecker } from './blameless';
import { CatalogReader, DefaultServiceCatalog } from './platform/catalog';
import { Categories, CategoryService, readCategories } from './categories';
import { ClaimService } from './verification/ClaimService';
import { warnOfUnknownKeys } from './config';
import { DatabaseStores } from './platform/database';
import { ActionItemService } from './actionItems';
import { createRouter, RequestContext } from './platform/http';
import {
  createWebhookRouter,
  DefaultIncidentAccess,
  InboxWorker,
} from './webhooks';
import { IncidentService, TraceService } from './incidents';
import { DefaultTraceValidator } from './traces';
import {
  EditingService,
  createProgressNotifier,
  EvidenceCollector,
  ModelWriter,
  PostmortemPipeline,
  PostmortemService,
  ReviewService,
  SealedIncidentLoader,
  VerdictRecheck,
} from './postmortems';
import { createEventPublisher } from './platform/events';
import { registerExtensionPoints } from './extensionPoints';
import { OrgMetricsService } from './orgMetrics';
import { scheduleTasks } from './scheduleTasks';
import { SearchDocumentService } from './search';
import { DeterministicSynthesiser } from './drafting';
import { DefaultTemplateResolver } from './templates';
import { EvidenceVerifier } from './verification';

/**
 * Stores incidents and their evidence, and writes postmortems whose claims are checked against it.
 *
 * @public
 */
export const postmortemsPlugin = createBackendPlugin({
  pluginId: 'postmortems',
  register(env) {
    const extensions = registerExtensionPoints(env);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auth, httpRouter, logger, permissionsRegistry } = deps;
        warnOfUnknownKeys(deps);
        const categories = new Categories(readCategories(deps.config));
        const model = extensions.model();
        const stores = await DatabaseStores.create(deps);
        const writes = new AuditedWrites(deps);
        const catalog = DefaultServiceCatalog.create(deps);
        const templates = await DefaultTemplateResolver.create({
          ...deps,
          templates: stores.templates,
        });
        const validator = new DefaultTraceValidator();
        const verifier = new EvidenceVerifier();
        const blameless = new DefaultBlamelessChecker();
        const roster = new CatalogRoster({ reader: new CatalogReader(deps) });
        const cases = new SealedIncidentLoader({
          stores,
          catalog,
          validator,
          verifier,
          blameless,
          roster,
        });
        const incidents = new IncidentService({
          stores,
          catalog,
          publish: createEventPublisher(deps),
        });
        const traces = new TraceService({ stores, incidents, validator });
        const postmortems = new PostmortemService({
          stores,
          incidents,
          verifierVersion: verifier.version,
          categories,
          announce: createProgressNotifier(deps.signals),
          pipeline: new PostmortemPipeline({
            stores,
            collector: new EvidenceCollector({
              sources: [...extensions.sources.values()],
              evidence: stores.evidence,
              logger,
            }),
            cases,
            templates,
            synthesiser: new DeterministicSynthesiser(),
            model: model && new ModelWriter({ synthesiser: model, logger }),
          }),
        });
        const recheck = new VerdictRecheck({
          stores,
          cases,
          verifier,
          writes,
          logger,
        });
        const authorizer = new DefaultAuthorizer({
          auth,
          permissions: deps.permissions,
          registry: permissionsRegistry,
          userInfo: deps.userInfo,
          catalog,
        });
        const categoryService = new CategoryService({
          postmortems: stores.postmortems,
          categories,
        });
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          authorizer,
          writes,
          incidents,
          postmortems,
          categories,
          categoryService,
          stores,
        });
        permissionsRegistry.addResourceType({
          resourceRef: incidentResourceRef,
          permissions: postmortemsPermissions,
          rules: Object.values(incidentPermissionRules),
          getResources: async keys => {
            const found = await stores.incidents.getMany({ keys });
            return keys.map(key => found.get(key));
          },
        });

        const credentials = await auth.getOwnServiceCredentials();
        const worker = new InboxWorker({
          inbox: stores.inbox,
          sources: extensions.sources,
          accessFor: sourceId =>
            new DefaultIncidentAccess({
              incidents,
              writes,
              caller: { actor: `source:${sourceId}`, credentials },
            }),
          logger,
        });
        await scheduleTasks({
          scheduler: deps.scheduler,
          recheck,
          worker,
        });

        // Before the JSON API: signatures are over the raw body
        const router = Router();
        router.use(
          '/webhooks',
          createWebhookRouter({
            sources: extensions.sources,
            inbox: stores.inbox,
            onDelivery: () => {
              worker.run().catch(error => {
                logger.error('Deliveries could not be worked off', error);
              });
            },
          }),
        );
        router.use(
          '/v1',
          createRouter({
            context: new RequestContext({
              httpAuth: deps.httpAuth,
              writes,
              authorizer,
            }),
            incidents,
            categories,
            categoryService,
            editing: new EditingService({
              stores,
              catalog,
              verifier,
              blameless,
              roster,
            }),
            review: new ReviewService(stores),
            actionItems: new ActionItemService({
              stores,
              incidents,
              catalog,
              trackers: extensions.trackers,
            }),
            orgMetrics: new OrgMetricsService({
              store: stores.orgMetrics,
              incidents,
              catalog,
            }),
            searchDocuments: new SearchDocumentService(stores),
            claims: new ClaimService({ stores, incidents, catalog, verifier }),
            traces,
            postmortems,
            templates,
          }),
        );
        httpRouter.use(router);
        httpRouter.addAuthPolicy({
          path: '/webhooks',
          allow: 'unauthenticated',
        });
        httpRouter.addAuthPolicy({
          path: '/v1/openapi.json',
          allow: 'unauthenticated',
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { postmortemsPermissions } from '@postmortems/backstage-plugin-postmortems-common';
import {
  incidentPermissionRules,
  incidentResourceRef,
  postmortemsEvidenceSourceExtensionPoint,
  postmortemsIssueTrackerExtensionPoint,
  postmortemsModelSynthesiserExtensionPoint,
  type EvidenceSource,
  type IssueTracker,
  type ModelSynthesiser,
} from '@postmortems/backstage-plugin-postmortems-node';
import Router from 'express-promise-router';
import { registerActions } from './actions';
import { DefaultAuthorizer } from './authorization';
import { CatalogRoster, DefaultBlamelessChecker } from './blameless';
import { CatalogReader, DefaultServiceCatalog } from './catalog';
import { ClaimService } from './claims';
import { DatabaseStores } from './database';
import { ActionItemService } from './followUp';
import { createRouter, RequestContext } from './http';
import {
  createWebhookRouter,
  DefaultIncidentAccess,
  InboxWorker,
} from './inbox';
import { IncidentService, TraceService } from './incidents';
import { DefaultTraceValidator } from './investigate';
import {
  EditingService,
  announcerOver,
  EvidenceCollector,
  ModelWriter,
  RetrospectivePipeline,
  RetrospectiveService,
  ReviewService,
  SealedCases,
  VerdictRecheck,
} from './retrospectives';
import { MetricsService } from './metrics';
import { DeterministicSynthesiser } from './synthesise';
import { DefaultTemplateResolver } from './templates';
import { EvidenceVerifier } from './verify';

/** How often deliveries are looked for that nobody has worked off. */
const INBOX_INTERVAL = { seconds: 10 };
/** How often verdicts are looked for that evidence or verifier have outdated. */
const RECHECK_INTERVAL = { minutes: 1 };
/** How often incidents are looked for that an older version wrote without facts for figures. */
const FACTS_INTERVAL = { hours: 1 };

/**
 * Stores incidents and their evidence, and writes retrospectives whose claims are checked against it.
 *
 * @public
 */
export const postmortemsPlugin = createBackendPlugin({
  pluginId: 'postmortems',
  register(env) {
    const sources = new Map<string, EvidenceSource>();
    env.registerExtensionPoint(postmortemsEvidenceSourceExtensionPoint, {
      addEvidenceSource(source) {
        if (sources.has(source.id)) {
          throw new Error(
            `The evidence source '${source.id}' is there already`,
          );
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
    let model: ModelSynthesiser | undefined;
    env.registerExtensionPoint(postmortemsModelSynthesiserExtensionPoint, {
      setModelSynthesiser(synthesiser) {
        if (model) {
          throw new Error(
            `The models '${model.id}' and '${synthesiser.id}' cannot both write; install one`,
          );
        }
        model = synthesiser;
      },
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
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
        const stores = await DatabaseStores.create(deps);
        const catalog = DefaultServiceCatalog.create(deps);
        const templates = await DefaultTemplateResolver.create({
          ...deps,
          templates: stores.templates,
        });
        const validator = new DefaultTraceValidator();
        const verifier = new EvidenceVerifier();
        const blameless = new DefaultBlamelessChecker();
        const roster = new CatalogRoster({ reader: new CatalogReader(deps) });
        const cases = new SealedCases({
          stores,
          catalog,
          validator,
          verifier,
          blameless,
          roster,
        });
        const incidents = new IncidentService({ stores, catalog });
        const traces = new TraceService({ stores, incidents, validator });
        const retrospectives = new RetrospectiveService({
          stores,
          incidents,
          verifierVersion: verifier.version,
          announce: announcerOver(deps.signals),
          pipeline: new RetrospectivePipeline({
            stores,
            collector: new EvidenceCollector({
              sources: [...sources.values()],
              evidence: stores.evidence,
              logger,
            }),
            cases,
            templates,
            synthesiser: new DeterministicSynthesiser(),
            model: model && new ModelWriter({ synthesiser: model, logger }),
          }),
        });
        const recheck = new VerdictRecheck({ stores, cases, verifier, logger });
        await deps.scheduler.scheduleTask({
          id: 'postmortems-facts',
          scope: 'global',
          frequency: FACTS_INTERVAL,
          timeout: { minutes: 30 },
          fn: async signal => {
            let done = 0;
            do {
              done = await stores.metrics.backfill({ limit: 200 });
            } while (done > 0 && !signal.aborted);
          },
        });
        await deps.scheduler.scheduleTask({
          id: 'postmortems-recheck',
          scope: 'global',
          frequency: RECHECK_INTERVAL,
          timeout: { minutes: 10 },
          fn: async signal => {
            await recheck.run({ signal });
          },
        });

        const authorizer = new DefaultAuthorizer({
          auth,
          permissions: deps.permissions,
          registry: permissionsRegistry,
          userInfo: deps.userInfo,
          catalog,
        });
        registerActions({
          actionsRegistry: deps.actionsRegistry,
          authorizer,
          incidents,
          retrospectives,
          stores,
        });
        permissionsRegistry.addResourceType({
          resourceRef: incidentResourceRef,
          permissions: postmortemsPermissions,
          rules: Object.values(incidentPermissionRules),
          getResources: async keys =>
            Promise.all(
              keys.map(key =>
                stores.incidents.get({ key }).catch(() => undefined),
              ),
            ),
        });

        const credentials = await auth.getOwnServiceCredentials();
        const worker = new InboxWorker({
          inbox: stores.inbox,
          sources,
          accessFor: sourceId =>
            new DefaultIncidentAccess({
              incidents,
              caller: { actor: `source:${sourceId}`, credentials },
            }),
          logger,
        });
        await deps.scheduler.scheduleTask({
          id: 'postmortems-inbox',
          // Every replica looks; the claim in the database divides the work
          scope: 'local',
          frequency: INBOX_INTERVAL,
          timeout: { minutes: 10 },
          fn: () => worker.run(),
        });

        // Before the JSON API: signatures are over the raw body
        const router = Router();
        router.use(
          '/webhooks',
          createWebhookRouter({
            sources,
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
              auditor: deps.auditor,
              authorizer,
            }),
            incidents,
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
              trackers,
            }),
            metrics: new MetricsService({
              metrics: stores.metrics,
              incidents,
            }),
            claims: new ClaimService({ stores, incidents, catalog, verifier }),
            traces,
            retrospectives,
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

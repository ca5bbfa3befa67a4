import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createActionItemsFeature } from './actionItems';
import { createAuditFeature } from './audit';
import { createCategoriesFeature } from './categories';
import { createOpenApiDocument } from './createOpenApiDocument';
import { createErasureFeature } from './erasure';
import { createEvidenceFeature } from './evidence';
import { createIdempotencyFeature, releaseFailedWrite } from './idempotency';
import { registerExtensionPoints } from './registerExtensionPoints';
import { createIncidentsFeature } from './incidents';
import { createMcpFeature } from './mcp';
import { databaseChecksServiceRef } from './operations';
import { createOrgMetricsFeature } from './orgMetrics';
import { createPlatform } from './platform/createPlatform';
import { limitApi, mountRouters, readHttpConfig } from './platform/http';
import { warnOfUnreadSources } from './platform/warnOfUnreadSources';
import { createPostmortemsFeature } from './postmortems';
import { createReviewFeature } from './review';
import { createScheduleFeature } from './schedule';
import { createSealingFeature } from './sealing';
import { createSearchFeature } from './search';
import { MaskingLogger } from './secrets';
import { createSourcesFeature } from './sources';
import { createStatementsFeature } from './statements';
import { createTemplatesFeature } from './templates';
import { createTracesFeature } from './traces';
import { createUnassignedFeature } from './unassigned';
import { createUploadsFeature } from './uploads';
import { createVerificationFeature } from './verification';
import { createWebhooksFeature } from './webhooks';

/**
 * Stores incidents and their evidence, and writes postmortems whose claims are
 * verified against it.
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
        databaseChecks: databaseChecksServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const logger = new MaskingLogger(services.logger);
        const coreDeps = { ...services, logger };
        warnOfUnreadSources({ ...coreDeps, ...extensions });
        const platform = await createPlatform(coreDeps);
        services.databaseChecks.add(platform.knex);
        const deps = { ...coreDeps, ...platform, ...extensions };
        const orgMetrics = createOrgMetricsFeature(deps);
        const incidents = createIncidentsFeature(deps);
        const evidence = createEvidenceFeature({ ...deps, incidents });
        const sources = await createSourcesFeature({
          ...deps,
          incidents,
          evidence,
        });
        const sealing = createSealingFeature({ ...deps, evidence });
        const traces = createTracesFeature({ ...deps, incidents, evidence });
        const templates = await createTemplatesFeature(deps);
        const categories = createCategoriesFeature(deps);
        const core = { incidents, evidence, sealing, traces, templates };
        const unassigned = await createUnassignedFeature({ ...deps, ...core });
        const all = {
          ...deps,
          ...core,
          categories,
          unassigned,
          sourceMonitor: sources.monitor,
        };
        const verification = createVerificationFeature(all);
        const actionItems = createActionItemsFeature(all);
        const checked = { ...all, verification, actionItems };
        const postmortems = await createPostmortemsFeature(checked);
        const schedule = await createScheduleFeature({
          ...checked,
          postmortems,
        });
        const review = createReviewFeature({
          ...all,
          postmortems,
          schedule,
        });
        const statements = createStatementsFeature({ ...checked, postmortems });
        const search = createSearchFeature({ ...all, postmortems });
        const http = readHttpConfig(deps.config);
        const uploads = createUploadsFeature({ ...all, http });
        const webhooks = await createWebhooksFeature({ ...all, http });
        const audit = createAuditFeature({ ...deps, postmortems });
        const { repeatable } = await createIdempotencyFeature(deps);
        const erasure = await createErasureFeature(all);
        createMcpFeature({ ...all, postmortems });
        const document = createOpenApiDocument();
        mountRouters({
          ...deps,
          webhooks: webhooks.router,
          uploads: uploads.createRouter(repeatable),
          countRequests: platform.work.countRequests,
          repeatable,
          limitApi: limitApi({
            ...deps,
            limits: http.rateLimits,
            paths: Object.keys(document.paths as JsonObject),
          }),
          document,
          api: [
            incidents.router,
            evidence.router,
            sources.router,
            unassigned.router,
            uploads.formatsRouter,
            schedule.router,
            traces.router,
            verification.router,
            statements.router,
            postmortems.router,
            review.router,
            actionItems.createRouter(postmortems.service),
            categories.router,
            templates.router,
            search.router,
            orgMetrics.router,
            webhooks.api,
            audit.router,
            erasure.router,
            releaseFailedWrite,
          ],
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  PostmortemsClient,
  submitTraceSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopEvidence,
  shopIncident,
  shopTrace,
} from '../src/__testUtils__/shopIncident';

/** Sends one incident through the HTTP API and drafts its postmortem. */
export const exampleIncidentPlugin = createBackendPlugin({
  pluginId: 'postmortems-example',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, discovery, lifecycle, logger }) {
        lifecycle.addStartupHook(async () => {
          const client = new PostmortemsClient({ discoveryApi: discovery });
          const token = await auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'postmortems',
          });
          const { key, title, severity, services } = shopIncident;
          const { startedAt, detectedAt, resolvedAt } = shopIncident;
          await client.createIncident(
            {
              key,
              title,
              severity,
              services,
              startedAt,
              detectedAt,
              resolvedAt,
            },
            token,
          );
          await client.submitEvidence(key, shopEvidence, token);
          await client.submitTrace(
            key,
            submitTraceSchema.parse(shopTrace),
            token,
          );
          const { id } = await client.createPostmortem(key, {}, token);
          logger.info(`Drafted postmortem ${id} of ${key}`);
        });
      },
    });
  },
});

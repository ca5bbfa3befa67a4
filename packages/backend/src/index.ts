/**
 * The backend of the example app: what `npm start` runs, and what the
 * end-to-end tests run against.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  databaseHealthServiceFactory,
  promptShutdownHttpServiceFactory,
} from '@postmortems/backstage-plugin-postmortems-backend';

const backend = createBackend();

// Not ready while the database is gone, and gone within seconds after SIGTERM.
backend.add(databaseHealthServiceFactory);
backend.add(promptShutdownHttpServiceFactory);

// Serves the built frontend, when there is one (packages/app/dist).
backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

// An on-call engineer, a reviewer and an administrator, who may do different things.
backend.add(import('./roles/signInModule'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./roles/policyModule'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);

// No engine module: search falls back to Lunr in memory, which fits SQLite.
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@postmortems/backstage-plugin-postmortems-backend'));
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-prometheus'),
);

// Reads nothing unless postmortems.provenanceRouting.chatSources has a block of Slack.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-slack'),
);
// The same of Microsoft Teams.
backend.add(
  import(
    '@postmortems/backstage-plugin-postmortems-backend-module-microsoft-teams'
  ),
);
// The same of Zoom.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-zoom'),
);
// Takes nothing unless postmortems.provenanceRouting.telemetrySources has a block.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-datadog'),
);
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-loki'),
);
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-pagerduty'),
);
// Takes nothing unless postmortems.provenanceRouting.deploymentSources has a block.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-argocd'),
);
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-kubernetes'),
);

// Takes nothing unless postmortems.provenanceRouting.agentTraces has a block.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-holmesgpt'),
);

backend.add(
  import(
    '@postmortems/backstage-plugin-postmortems-backend-module-opentelemetry'
  ),
);

backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-aurora'),
);
// Takes nothing unless postmortems.provenanceRouting.deploymentSources has a block of GitHub.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-github'),
);
// Takes the webhooks that postmortems.provenanceRouting.deploymentSources maps.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-webhook'),
);
// Needs no configuration: it reads what people upload.
backend.add(
  import(
    '@postmortems/backstage-plugin-postmortems-backend-module-transcripts'
  ),
);

// Asks no model unless postmortems.openai is configured.
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-openai'),
);

backend.add(
  import('@postmortems/backstage-plugin-scaffolder-backend-module-postmortems'),
);
backend.add(
  import('@postmortems/backstage-plugin-search-backend-module-postmortems'),
);

// The API of the plugin, with its definition, in the catalog.
backend.add(import('./apiEntity'));

// Incidents of a shop and a company's past, with POSTMORTEMS_DEMO only.
backend.add(import('./demo'));
backend.add(import('./demo/company/catalogModule'));

// Backstage logs a start that fails, and then stays without ever getting ready.
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

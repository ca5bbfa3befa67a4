/**
 * The smallest backend that carries the plugin: the catalog and the issuer of
 * users' tokens are stand-ins of the harness, found by `discovery.endpoints`.
 */
import { createBackend } from '@backstage/backend-defaults';
import {
  databaseHealthServiceFactory,
  promptShutdownHttpServiceFactory,
} from '@postmortems/backstage-plugin-postmortems-backend';

const backend = createBackend();
// As docs/getting-started.md wants it in production, here and at the end
backend.add(databaseHealthServiceFactory);
backend.add(promptShutdownHttpServiceFactory);
backend.add(import('@postmortems/backstage-plugin-postmortems-backend'));
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-prometheus'),
);
backend.add(
  import('@postmortems/backstage-plugin-postmortems-backend-module-slack'),
);
backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

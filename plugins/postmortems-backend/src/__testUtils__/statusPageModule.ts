import { createBackendModule } from '@backstage/backend-plugin-api';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';

/** The updates of a public status page as evidence. */
export const statusPageModule = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'status-page',
  register: reg =>
    reg.registerInit({
      deps: { sources: postmortemsEvidenceSourceExtensionPoint },
      async init({ sources }) {
        sources.addEvidenceSource({
          id: 'status-page',
          async collect({ incident, window, signal }) {
            const url = `https://status.example.com/updates?from=${window.from.toISOString()}&to=${window.to.toISOString()}`;
            const response = await fetch(url, { signal });
            const updates: { at: string; text: string }[] =
              await response.json();
            return updates.map(({ at, text }) => ({
              sourceType: 'chat',
              timestamp: at,
              payload: { kind: 'message', author: {}, text },
              metadata: { service: incident.services[0] },
              provider: 'status-page',
            }));
          },
        });
      },
    }),
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  CatalogUsers,
  postmortemsEvidenceSourceExtensionPoint,
} from '@postmortems/backstage-plugin-postmortems-node';
import { TranscriptSource } from './TranscriptSource';

/**
 * Reads transcripts of calls that people upload to an incident.
 *
 * @public
 */
export const postmortemsModuleTranscripts = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'transcripts',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ sources, auth, catalog }) {
        sources.addEvidenceSource(
          new TranscriptSource({ users: new CatalogUsers({ catalog, auth }) }),
        );
      },
    });
  },
});

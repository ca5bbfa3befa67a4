import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { readZoomConfig } from './config/config';
import { ReadStore } from './reading/ReadStore';
import { ZoomSource } from './ZoomSource';

/**
 * Brings transcripts of cloud recordings in Zoom as evidence.
 *
 * @public
 */
export const postmortemsModuleZoom = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'zoom',
  register(reg) {
    reg.registerInit({
      deps: {
        sources: postmortemsEvidenceSourceExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        database: coreServices.database,
      },
      async init({ sources, config, logger, database }) {
        const blocks = readZoomConfig(config);
        if (blocks.length === 0) {
          logger.info(
            'No block with platform zoom in postmortems.provenanceRouting.chatSources: no evidence comes from Zoom',
          );
          return;
        }
        const reads = await ReadStore.create({ database });
        sources.addEvidenceSource(new ZoomSource({ blocks, reads, logger }));
      },
    });
  },
});

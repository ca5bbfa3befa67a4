import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { createActionItemAction } from './actions/createActionItemAction';
import { createEvidenceAction } from './actions/createEvidenceAction';
import { createStartAction } from './actions/createStartAction';

/**
 * Adds the scaffolder actions `postmortem:start`, `postmortem:evidence:add` and
 * `postmortem:action-item:create`.
 *
 * @public
 */
export const scaffolderModulePostmortems = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'postmortems',
  register(reg) {
    reg.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ scaffolder, auth, discovery }) {
        const options = {
          auth,
          client: new PostmortemsClient({ discoveryApi: discovery }),
        };
        scaffolder.addActions(
          createStartAction(options),
          createEvidenceAction(options),
          createActionItemAction(options),
        );
      },
    });
  },
});

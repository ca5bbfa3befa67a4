import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RolesPolicy } from './RolesPolicy';

/** The permission policy of the example app. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'roles-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new RolesPolicy({ userInfo }));
      },
    });
  },
});

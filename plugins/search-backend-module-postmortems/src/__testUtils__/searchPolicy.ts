import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { incidentReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import {
  createIncidentConditionalDecision,
  incidentConditions,
} from '@postmortems/backstage-plugin-postmortems-node';

export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'policy',
  register(reg) {
    reg.registerInit({
      deps: { auth: coreServices.auth, policy: policyExtensionPoint },
      async init({ auth, policy }) {
        policy.setPolicy({
          async handle({ permission }, user) {
            const askedBySearch =
              user &&
              auth.isPrincipal(user.credentials, 'user') &&
              user.credentials.principal.actor?.subject === 'plugin:search';
            if (
              askedBySearch &&
              isPermission(permission, incidentReadPermission)
            ) {
              return createIncidentConditionalDecision(
                permission,
                incidentConditions.isPublicIncident(),
              );
            }
            return { result: AuthorizeResult.ALLOW };
          },
        });
      },
    });
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** Each signs in the user of the catalog that has its name. */
const ROLES = ['reviewer', 'administrator'] as const;
const OUTSIDE_DEVELOPMENT =
  'auth.providers.guest.dangerouslyAllowOutsideDevelopment';

/**
 * Signs everybody in who asks for it, as the guest provider does. The guest is
 * the on-call engineer. Refused where the guest provider is.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-roles',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const isAllowed =
          process.env.NODE_ENV === 'development' ||
          config.getOptionalBoolean(OUTSIDE_DEVELOPMENT) === true;
        const authenticator = createProxyAuthenticator({
          defaultProfileTransform: async () => ({ profile: {} }),
          initialize: () => undefined,
          authenticate: async () => {
            if (!isAllowed) {
              throw new NotAllowedError(
                `Roles of the demo cannot be used outside of development unless ${OUTSIDE_DEVELOPMENT} is true`,
              );
            }
            return { result: {} };
          },
        });
        for (const name of ROLES) {
          providers.registerProvider({
            providerId: name,
            factory: createProxyAuthProviderFactory({
              authenticator,
              signInResolver: async (_, context) =>
                context.signInWithCatalogUser({ entityRef: { name } }),
            }),
          });
        }
      },
    });
  },
});

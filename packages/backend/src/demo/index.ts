import {
  coreServices,
  createBackendModule,
  type AuthService,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  catalogServiceRef,
  type CatalogService,
} from '@backstage/plugin-catalog-node';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCaptures } from './captures';
import { COMPANY_SEED } from './company/company';
import { organisationOf } from './company/organisation';
import { seedCompany } from './company/seedCompany';
import { isDemo } from './isDemo';
import { seed } from './seed';

/** The catalog and the server need a moment after the start. */
const ATTEMPTS = 30;
const WAIT_MS = 2_000;

/**
 * Throws until the catalog knows the services. Postmortems drafted earlier
 * would lack owners and templates.
 */
async function knows(
  catalog: CatalogService,
  auth: AuthService,
  ref: string,
): Promise<void> {
  const entity = await catalog.getEntityByRef(ref, {
    credentials: await auth.getOwnServiceCredentials(),
  });
  const owned = entity?.relations?.some(({ type }) => type === 'ownedBy');
  if (!owned) throw new Error(`the catalog does not know ${ref}`);
}

/** The one that the catalog comes to know last. */
function lastService(): string {
  return organisationOf(COMPANY_SEED).services.at(-1)!.ref;
}

/** Fills the example app with incidents of a shop, and with those of a company. */
export default createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'demo',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, catalog, database, discovery, lifecycle, logger }) {
        if (!isDemo('shop')) return;
        const api = new PostmortemsClient({ discoveryApi: discovery });
        const token = async () => {
          const answer = await auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'postmortems',
          });
          return answer.token;
        };
        const seedWithPatience = async () => {
          const captures = await readCaptures();
          for (let attempt = 1; ; attempt++) {
            try {
              await knows(catalog, auth, 'component:default/checkout');
              await seed({ api, captures, token, logger });
              if (isDemo('company')) {
                await knows(catalog, auth, lastService());
                await seedCompany({
                  api,
                  knex: await database.getClient(),
                  token,
                  personToken: () => tokenOf(discovery, 'guest'),
                  reviewerToken: () => tokenOf(discovery, 'reviewer'),
                  logger,
                });
              }
              return;
            } catch (error) {
              if (attempt === ATTEMPTS) throw error;
              logger.debug(`Demo: not yet, ${error}`);
              await sleep(WAIT_MS);
            }
          }
        };
        lifecycle.addStartupHook(() => {
          // Not waited for: the hook is part of the start
          seedWithPatience().catch(error =>
            logger.error('The demo could not be seeded', error),
          );
        });
      },
    });
  },
});

/** The demo signs everybody in, and so it does itself where only people may decide. */
async function tokenOf(
  discovery: DiscoveryService,
  role: 'guest' | 'reviewer',
): Promise<string> {
  const url = `${await discovery.getBaseUrl('auth')}/${role}/refresh`;
  const answer = await fetch(url, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!answer.ok)
    throw new Error(`The ${role} was not signed in: ${answer.status}`);
  const { backstageIdentity } = await answer.json();
  return backstageIdentity.token;
}

import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { CatalogAnswers } from './CatalogAnswers';
import { CatalogReader, refOf } from './CatalogReader';
import { ServiceCatalog } from './ServiceCatalog';

jest.setTimeout(120_000);

/**
 * More than the catalog serves on one page, and far more refs than fit into a
 * URL.
 */
const SYSTEMS = 510;

const entity = (
  kind: string,
  name: string,
  spec: Entity['spec'],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: {
      'backstage.io/managed-by-location': 'url:https://example.com/catalog',
      'backstage.io/managed-by-origin-location':
        'url:https://example.com/catalog',
      ...annotations,
    },
  },
  spec,
});

const numbers = Array.from({ length: SYSTEMS }, (_, i) => i);
const entities = [
  ...numbers.map(i =>
    entity(
      'Component',
      `Service-${i}`,
      {
        type: 'service',
        lifecycle: 'production',
        owner: i ? 'group:Default/Gone' : 'user:Default/Ada',
        system: `System-${i}`,
      },
      { 'postmortems.dev/tier': 'Tier 1, critical & 24/7' },
    ),
  ),
  entity('User', 'Ada', { memberOf: ['Web', 'SRE'] }),
  entity('Group', 'SRE', { type: 'team', children: [] }),
  entity('Group', 'Web', { type: 'team', children: [] }),
  entity('Group', 'Platform', { type: 'department', children: ['Gone'] }),
];
const components = numbers.map(i => `component:default/service-${i}`).sort();
const systems = numbers.map(i => `system:default/system-${i}`);

type Knex = Awaited<ReturnType<TestDatabases['init']>>;
type Questions = { reader: CatalogReader; catalog: ServiceCatalog };

/** A backend with the real catalog, which is asked over HTTP. */
async function startCatalog(knex: Knex, use: (questions: Questions) => void) {
  return startTestBackend({
    features: [
      catalogPlugin,
      mockServices.database.mock({ getClient: async () => knex }).factory,
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test-entities',
        register(reg) {
          reg.registerInit({
            deps: { processing: catalogProcessingExtensionPoint },
            async init({ processing }) {
              processing.addEntityProvider({
                getProviderName: () => 'test-entities',
                connect: connection =>
                  connection.applyMutation({
                    type: 'full',
                    entities: entities.map(one => ({ entity: one })),
                  }),
              });
            },
          });
        },
      }),
      createBackendPlugin({
        pluginId: 'postmortems',
        register(reg) {
          reg.registerInit({
            deps: { catalog: catalogServiceRef, auth: coreServices.auth },
            async init(services) {
              // A busy machine is no catalog that is gone
              const answers = new CatalogAnswers({ deadlineSeconds: 60 });
              const deps = { ...services, answers };
              use({
                reader: new CatalogReader(deps),
                catalog: ServiceCatalog.create(deps),
              });
            },
          });
        },
      }),
    ],
  });
}

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe.each(databases.eachSupportedId())(
  'CatalogReader with the real catalog, %p',
  id => {
    let reader: CatalogReader;
    let catalog: ServiceCatalog;
    let backend: Awaited<ReturnType<typeof startCatalog>>;

    beforeAll(async () => {
      backend = await startCatalog(await databases.init(id), questions => {
        ({ reader, catalog } = questions);
      });
      const kinds = ['component', 'user', 'group'];
      const processed = async () =>
        (
          await Promise.all(
            kinds.map(kind =>
              reader.annotated({
                kind,
                annotation: 'backstage.io/managed-by-location',
                value: 'url:https://example.com/catalog',
              }),
            ),
          )
        ).flat();
      while ((await processed()).length < entities.length) {
        await new Promise(resolve => setTimeout(resolve, 200));
      }
    });
    afterAll(() => backend?.stop());

    it('queries more refs than fit into a URL, and reads all pages', async () => {
      const parts = await reader.related({
        kinds: ['component', 'system', 'domain'],
        relation: 'partOf',
        refs: systems,
        credentials: mockCredentials.user(),
      });
      expect(parts.map(refOf).sort()).toEqual(components);

      const owned = await reader.related({
        kinds: ['component'],
        relation: 'ownedBy',
        refs: ['group:default/gone', 'user:default/ada'],
      });
      expect(owned.map(refOf).sort()).toEqual(components);

      expect(
        (await reader.byRefs([...systems, ...components])).map(
          one => one && refOf(one),
        ),
      ).toEqual([...systems.map(() => undefined), ...components]);
      expect(
        await reader.related({
          kinds: ['group'],
          relation: 'partOf',
          refs: systems,
        }),
      ).toEqual([]);
    });

    it('compares whole annotations, ignoring case', async () => {
      const ofTier = (tier: string) =>
        catalog.ofTier({ tier, credentials: mockCredentials.user() });

      expect((await ofTier('tier 1, Critical & 24/7')).sort()).toEqual(
        components,
      );
      expect(await ofTier('Tier 1')).toEqual([]);
    });

    it('finds groups and users through its relations', async () => {
      expect(
        await catalog.rollUp({
          entityRefs: systems,
          credentials: mockCredentials.user(),
        }),
      ).toHaveLength(2 * SYSTEMS);
      expect(
        await catalog.ownerOf({ refs: ['component:default/service-0'] }),
      ).toBe('group:default/sre');
      expect(
        await catalog.ownerOf({ refs: ['component:default/service-1'] }),
      ).toBe('group:default/platform');
      expect(await catalog.groupsOf({ owners: ['user:default/ada'] })).toEqual({
        value: new Map([['user:default/ada', 'group:default/sre']]),
      });
      expect(
        await catalog.ownersCountedFor({ group: 'group:default/sre' }),
      ).toEqual(['group:default/sre', 'user:default/ada']);
      expect((await reader.users()).map(refOf)).toEqual(['user:default/ada']);
    });
  },
);

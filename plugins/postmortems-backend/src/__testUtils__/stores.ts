import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { ActionItemStore } from '../actionItems';
import { EvidenceStore } from '../evidence';
import { IncidentStore } from '../incidents';
import { OrgMetricsStore } from '../orgMetrics/OrgMetricsStore';
import { isPostgres, openDatabase } from '../platform/database';
import { PostmortemStore } from '../postmortems';
import { ReviewStatusStore } from '../postmortems/ReviewStatusStore';
import { RevisionStore } from '../postmortems/RevisionStore';
import { VerificationStateStore } from '../postmortems/VerificationStateStore';
import { SealChain, SealStore } from '../sealing';
import { TemplateStore } from '../templates';
import { TraceStore } from '../traces';
import { DeliveryStore } from '../webhooks/DeliveryStore';

/** All stores over one database. */
export type Stores = ReturnType<typeof createStores>;

function createStores(knex: Knex, chain: SealChain) {
  const evidence = EvidenceStore.create({ knex });
  return {
    incidents: IncidentStore.create({ knex }),
    evidence,
    seals: SealStore.create({ knex, evidence, chain }),
    traces: TraceStore.create({ knex }),
    postmortems: PostmortemStore.create({ knex }),
    revisions: RevisionStore.create({ knex, chain }),
    reviewStatus: ReviewStatusStore.create({ knex }),
    verificationState: VerificationStateStore.create({ knex }),
    actionItems: ActionItemStore.create({ knex }),
    orgMetrics: new OrgMetricsStore({ knex }),
    templates: TemplateStore.create({ knex }),
    deliveries: DeliveryStore.create({ knex }),
  };
}

/** Both databases; PostgreSQL when the environment says where one is. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
}

/** Stores over a fresh database. */
export async function createTestStores(
  databases: TestDatabases,
  databaseId: Parameters<TestDatabases['init']>[0],
  chain?: SealChain,
): Promise<{ knex: Knex; stores: Stores }> {
  const knex = await databases.init(databaseId);
  return { knex, stores: await openStores(knex, chain) };
}

/** Stores over a database that is there. */
export async function openStores(
  knex: Knex,
  chain: SealChain = SealChain.create(),
): Promise<Stores> {
  const database = mockServices.database.mock({
    getClient: async () => knex,
    migrations: { skip: false },
  });
  return createStores(await openDatabase({ database }), chain);
}

/**
 * Stores as another replica has them: with connections of its own on
 * PostgreSQL. A SQLite file in memory has only one connection, which the
 * replicas then share.
 */
export async function withReplicas(
  knex: Knex,
  count: number,
  use: (replicas: Stores[]) => Promise<void>,
): Promise<void> {
  const clients = Array.from({ length: count }, () =>
    isPostgres(knex) ? createKnex({ ...knex.client.config }) : knex,
  );
  try {
    await use(await Promise.all(clients.map(client => openStores(client))));
  } finally {
    for (const client of clients) if (client !== knex) await client.destroy();
  }
}

/** Everything that a paged list has, page by page. */
export async function readAllPages<T>(
  list: (cursor?: string) => Promise<{ items: T[]; nextCursor?: string }>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

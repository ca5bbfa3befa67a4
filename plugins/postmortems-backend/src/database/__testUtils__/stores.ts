import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  EvidenceNode,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { contentHashOf } from '../../seal';
import { DatabaseStores } from '../DatabaseStores';

/** Both databases; PostgreSQL when the environment says where one is. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
}

/** Stores over a fresh database. */
export async function createTestStores(
  databases: TestDatabases,
  databaseId: Parameters<TestDatabases['init']>[0],
) {
  const knex: Knex = await databases.init(databaseId);
  const database = mockServices.database.mock({
    getClient: async () => knex,
    migrations: { skip: false },
  });
  return { knex, stores: await DatabaseStores.create({ database }) };
}

/** A public incident of checkout; fields can be set. */
export function testIncident(fields: Partial<Incident> = {}): Incident {
  return {
    key: 'INC-1',
    title: 'Checkout answers slowly',
    severity: 'sev2',
    status: 'open',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:00:00.000Z',
    visibility: 'public',
    participants: [],
    createdBy: 'user:default/ada',
    createdAt: '2026-03-02T14:05:00.000Z',
    updatedAt: '2026-03-02T14:05:00.000Z',
    ...fields,
  };
}

/** A small alert node with a right content hash; fields can be set. */
export function testNode(fields: Partial<EvidenceNode> = {}): EvidenceNode {
  const node = {
    id: 'alert-1',
    sourceType: 'telemetry' as const,
    timestamp: '2026-03-02T14:01:00.000Z',
    payload: { kind: 'alert', alertName: 'SlowCheckout', status: 'firing' },
    confidence: 0.75,
    metadata: { service: 'checkout', region: 'eu-1', correlationId: '' },
    provider: 'prometheus',
    capturedAt: '2026-03-02T14:02:00.000Z',
    truncated: false,
    originalBytes: 60,
    ...fields,
  };
  return { ...node, contentHash: contentHashOf(node) };
}

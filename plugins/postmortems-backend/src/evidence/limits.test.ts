import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';
import { EvidenceIngestion } from './EvidenceIngestion';
import { DEFAULT_LIMITS, readEvidenceLimits } from './limits';

jest.setTimeout(30_000);

const databases = createTestDatabases();
const MIB = 1024 * 1024;

const nodes = (from: number, to: number, bytes = 20) =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `node-${from + index}`,
    sourceType: 'telemetry',
    timestamp: '2026-03-02T14:10:00.000Z',
    payload: { kind: 'log', message: 'x'.repeat(bytes) },
    metadata: { service: 'checkout' },
  }));

describe.each(databases.eachSupportedId())('limits on %p', databaseId => {
  const open = async (limits = {}) => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    await stores.incidents.create({ incident: testIncident(), actor: 'a' });
    const ingestion = EvidenceIngestion.create({
      evidence: stores.evidence,
      limits: { ...DEFAULT_LIMITS, incidentNodes: 10, ...limits },
    });
    const ingest = (sent: object[], options = {}) =>
      ingestion.ingest({
        incidentKey: 'INC-1',
        nodes: sent,
        actor: 'a',
        ...options,
      });
    const counts = () =>
      knex('incidents').first('evidence_nodes', 'evidence_bytes');
    return { knex, stores, ingest, counts };
  };

  it('takes evidence up to the limit, and what it has already', async () => {
    const { ingest, counts, stores } = await open();
    await ingest(nodes(0, 10));

    expect(await ingest(nodes(5, 10))).toMatchObject({ duplicate: 5 });
    expect(await counts()).toMatchObject({ evidence_nodes: 10 });
    expect(
      (await stores.incidents.get({ key: 'INC-1' })).evidenceRefusedSince,
    ).toBeUndefined();
  });

  it('refuses a batch beyond the limit as a whole, with what to do, and keeps since when', async () => {
    const { ingest, counts, stores } = await open();
    await ingest(nodes(0, 8));
    await expect(ingest(nodes(7, 12))).rejects.toMatchObject({
      statusCode: 413,
      message: expect.stringMatching(
        /'INC-1' would exceed 10 nodes \(postmortems\.limits\.incidentNodes\).*Send less/,
      ),
    });
    const { evidenceRefusedSince } = await stores.incidents.get({
      key: 'INC-1',
    });
    await expect(ingest(nodes(20, 30))).rejects.toMatchObject({
      statusCode: 413,
    });

    expect(evidenceRefusedSince).toMatch(/^20\d\d-/);
    const { items } = await stores.evidence.list({
      incidentKey: 'INC-1',
      limit: 20,
    });
    expect(items).toHaveLength(9);
    expect(items.at(-1)).toMatchObject({
      id: 'collection/limits/1',
      payload: {
        kind: 'collection_failure',
        message: expect.stringContaining(
          `what came after ${evidenceRefusedSince} was refused`,
        ),
      },
    });
    expect(
      (await stores.incidents.get({ key: 'INC-1' })).evidenceRefusedSince,
    ).toBe(evidenceRefusedSince);
    expect(await counts()).toMatchObject({ evidence_nodes: 9 });
  });

  it('counts bytes of what is stored, cut payloads included', async () => {
    const { ingest, counts, knex } = await open({
      payloadBytes: 1024,
      incidentBytes: MIB,
      incidentNodes: 5000,
    });
    await ingest(nodes(0, 1000, 5000));
    await expect(ingest(nodes(1000, 1100, 5000))).rejects.toMatchObject({
      statusCode: 413,
      message: expect.stringContaining(
        '1 MiB (postmortems.limits.incidentMiB)',
      ),
    });

    const { evidence_bytes: bytes } = await counts();
    const rows = await knex('evidence').select('payload');
    expect(Number(bytes)).toBe(
      rows.reduce((sum, { payload }) => sum + Buffer.byteLength(payload), 0),
    );
  });

  it('keeps what people and the product itself say beyond the limit', async () => {
    const { ingest } = await open();
    await ingest(nodes(0, 10));

    expect(await ingest(nodes(10, 11), { unlimited: true })).toMatchObject({
      created: 1,
    });
  });

  it('holds when two replicas write at once', async () => {
    const { knex } = await open();
    await withReplicas(knex, 2, async replicas => {
      const results = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          EvidenceIngestion.create({
            evidence: replicas[index % 2].evidence,
            limits: { ...DEFAULT_LIMITS, incidentNodes: 10 },
          }).ingest({
            incidentKey: 'INC-1',
            nodes: nodes(index * 3, index * 3 + 3),
            actor: 'a',
          }),
        ),
      );
      const taken = results.filter(({ status }) => status === 'fulfilled');
      expect(taken).toHaveLength(3);
    });
    const [{ count }] = await knex('evidence')
      .whereNot('id', 'collection/limits/1')
      .count({ count: '*' });
    expect(Number(count)).toBe(9);
  });
});

describe('readEvidenceLimits', () => {
  const read = (limits: unknown) =>
    readEvidenceLimits(
      mockServices.rootConfig({ data: { postmortems: { limits } as never } }),
    );

  it('has defaults, which the configuration page shows', () => {
    const page = readFileSync(
      path.resolve(__dirname, '../../../../docs/configuration.md'),
      'utf8',
    );
    const [example] = page
      .split('```yaml\n')
      .filter(text => text.includes('\n  limits:'));
    const { limits } = parse(example.split('```')[0]).postmortems;

    expect(readEvidenceLimits(mockServices.rootConfig({ data: {} }))).toEqual(
      DEFAULT_LIMITS,
    );
    expect(read(limits)).toEqual(DEFAULT_LIMITS);
  });

  it.each([
    [{ incidentNodes: 0 }, 'postmortems.limits.incidentNodes must be a whole'],
    [{ payloadKiB: 257 }, 'from 1 to 256, not 257'],
    [{ nodes: 5 }, 'postmortems.limits.nodes is not known'],
  ])('refuses %j', (limits, message) => {
    expect(() => read(limits)).toThrow(message);
  });
});

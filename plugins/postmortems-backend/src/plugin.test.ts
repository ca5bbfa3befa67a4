import { TestDatabases } from '@backstage/backend-test-utils';
import {
  exportDocumentSchema,
  listPostmortemsResponseSchema,
  listRevisionsResponseSchema,
  provenanceGraphSchema,
  postmortemSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { shopEvidence, shopTrace } from './__testUtils__/shopIncident';
import { startPostmortems } from './__testUtils__/testBackend';
import { verifySeal } from './sealing';

jest.setTimeout(20_000);

const shop = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout', 'component:default/storefront'],
  startedAt: '2026-03-02T14:02:00Z',
  detectedAt: '2026-03-02T14:09:00Z',
  resolvedAt: '2026-03-02T15:31:00+01:00',
};

describe('postmortems backend', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  it.each(databases.eachSupportedId())(
    'creates an incident, its evidence and a verified postmortem, on %s',
    async databaseId => {
      const { api, stop } = await startPostmortems({ databases, databaseId });

      const opened = await api.post('/incidents', shop);
      expect(opened.status).toBe(201);
      expect(opened.body).toMatchObject({
        status: 'resolved',
        resolvedAt: '2026-03-02T14:31:00.000Z',
        visibility: 'public',
      });
      expect((await api.post('/incidents', shop)).status).toBe(200);

      const sent = await api.post('/incidents/INC-42/evidence', {
        nodes: [...shopEvidence, { id: 'bad', sourceType: 'chat' }],
      });
      expect(sent.body).toMatchObject({
        created: shopEvidence.length,
        duplicate: 0,
        rejected: 1,
      });
      expect(sent.body.outcomes.at(-1).errors.length).toBeGreaterThan(0);

      const traced = await api.post('/incidents/INC-42/traces', shopTrace);
      expect(traced.status).toBe(201);
      expect(traced.body.stepOutcomes).toEqual({
        s0: 'refuted',
        s1: 'validated',
        s2: 'validated',
      });

      const written = await api.post('/incidents/INC-42/postmortems', {});
      expect(written.status).toBe(201);
      const document = postmortemSchema.parse(written.body);
      expect(document).toMatchObject({
        incidentKey: 'INC-42',
        rootCauseStatus: 'candidates',
        revision: 1,
        status: 'draft',
        template: { name: 'built-in' },
        verdictCounts: { contradicted: 0 },
      });
      const again = await api.post('/incidents/INC-42/postmortems', {});
      expect(again.status).toBe(200);
      expect(again.body).toEqual(written.body);

      const { id } = document;
      expect((await api.get(`/postmortems/${id}`)).body).toEqual(document);
      const { items } = listPostmortemsResponseSchema.parse(
        (await api.get('/postmortems?entityRef=system:default/ordering')).body,
      );
      expect(items).toEqual([
        expect.objectContaining({ id, openActionItems: expect.any(Number) }),
      ]);
      expect(
        listRevisionsResponseSchema.parse(
          (await api.get(`/postmortems/${id}/revisions`)).body,
        ).items,
      ).toHaveLength(1);
      const graph = provenanceGraphSchema.parse(
        (await api.get(`/postmortems/${id}/provenance`)).body,
      );
      const ids = new Set(graph.nodes.map(node => node.id));
      expect(
        graph.edges.every(({ from, to }) => ids.has(from) && ids.has(to)),
      ).toBe(true);
      expect(new Set(graph.edges.map(({ type }) => type))).toEqual(
        new Set([
          'cites',
          'quotes',
          'states',
          'supports',
          'refutes',
          'examined',
          'recorded_as',
          'followed_by',
        ]),
      );

      const exported = exportDocumentSchema.parse(
        (await api.get(`/postmortems/${id}/export?format=json`)).body,
      );
      expect(await verifySeal(exported)).toEqual({
        intact: true,
        problems: [],
      });
      const markdown = await api.get(`/postmortems/${id}/export`);
      expect(markdown.headers['content-type']).toContain('text/markdown');
      expect(markdown.text).toContain('## Root cause');
      expect(markdown.text).toMatch(/missing.*\[\^\d+\]/);

      await stop();
    },
  );

  it.each(databases.eachSupportedId())(
    'accepts ten thousand nodes in one request, idempotently, on %s',
    async databaseId => {
      const { api, stop } = await startPostmortems({ databases, databaseId });
      await api.post('/incidents', shop);
      const nodes = Array.from({ length: 10_000 }, (_, index) => ({
        sourceType: 'telemetry',
        timestamp: new Date(
          Date.UTC(2026, 2, 2, 14, 0, 0, index),
        ).toISOString(),
        metadata: { service: 'checkout' },
        payload: { kind: 'log', message: `line ${index}` },
      }));
      const send = async () =>
        (await api.post('/incidents/INC-42/evidence', { nodes })).body;

      expect(await send()).toMatchObject({ created: 10_000, rejected: 0 });
      expect(await send()).toMatchObject({ created: 0, duplicate: 10_000 });
      await stop();
    },
  );
});

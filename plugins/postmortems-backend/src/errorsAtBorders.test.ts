import { mockServices } from '@backstage/backend-test-utils';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import request from 'supertest';
import { createTestDatabases } from './__testUtils__/stores';
import { startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
/** A value that stands in statements, and nowhere else. */
const VALUE = 'zq81-told-in-confidence';
const SQL =
  /\binsert into\b|\bselect [^]+ from\b|\bupdate [^]+ set\b|\bdelete from\b|\$\d+/i;

const incident = {
  key: 'INC-1',
  title: VALUE,
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};

describe.each(databases.eachSupportedId())(
  'errors of statements on %s',
  databaseId => {
    const logger = mockServices.logger.mock();
    logger.child.mockImplementation(() => logger);
    const source: EvidenceSource = {
      id: 'hook',
      webhook: {
        authenticate: async () => ({ deliveryId: 'd-1' }),
        process: async (_, access) => {
          await access.createIncident({
            ...incident,
            key: 'INC-2',
            severity: 'sev2',
            visibility: 'public',
            participants: [],
          });
        },
      },
    };
    let backend: Awaited<ReturnType<typeof startPostmortems>>;

    beforeAll(async () => {
      backend = await startPostmortems({
        databases,
        databaseId,
        sources: [source],
        logger,
      });
      const { knex, api } = backend;
      await api.post('/incidents', { ...incident, title: 'Checkout' });
      await api.post('/incidents/INC-1/postmortems', {});
      // Statements that name these columns fail from now on
      await knex!.raw('alter table incidents rename column title to titel');
      await knex!.raw('alter table action_items rename column title to titel');
    });
    afterAll(() => backend.stop());

    it('tell neither SQL nor values in answers', async () => {
      const { api } = backend;
      const { body: list } = await api.get('/postmortems');
      const answers = [
        list,
        ...(
          await Promise.all([
            api.post('/incidents', { ...incident, key: 'INC-3' }),
            api.patch('/incidents/INC-1', { title: VALUE }),
            api.get(`/incidents?entityRef=component:default/${VALUE}`),
          ])
        ).map(({ status, body }) => ({ status, ...body })),
      ];
      expect(answers).toContainEqual(
        expect.objectContaining({
          status: 500,
          error: expect.objectContaining({
            name: 'InternalError',
            message: expect.stringMatching(
              /^Something went wrong; the log of the backend has the reason as error [0-9a-f]{16}$/,
            ),
          }),
        }),
      );
      for (const answer of answers) {
        const { request: _, ...told } = answer;
        expect(JSON.stringify(told)).not.toMatch(SQL);
        expect(JSON.stringify(told)).not.toContain(VALUE);
      }
    });

    it('tell neither SQL nor values in stored reasons and in the log', async () => {
      const { knex, server } = backend;
      await request(server).post('/api/postmortems/webhooks/hook').send({});
      let reasons: { error: string | null }[] = [];
      while (!reasons[0]?.error) {
        await new Promise(resolve => setTimeout(resolve, 50));
        reasons = await knex!('webhook_deliveries').select();
      }
      expect(reasons[0].error).toMatch(
        /^The database refused a statement \((?:42703|SQLITE_ERROR)\)$/,
      );
      const logged = [
        logger.error,
        logger.warn,
        logger.info,
        logger.debug,
      ].flatMap(({ mock }) =>
        mock.calls
          .flatMap(one => one.filter(Boolean))
          .map(one => {
            const { message, stack, ...rest } = one as unknown as Error;
            return typeof one === 'string'
              ? one
              : JSON.stringify([message, stack, rest]);
          }),
      );
      const stored = await knex!('audit_log').select();
      expect(logged.join('\n')).toContain('The database refused a statement');
      for (const text of [...logged, JSON.stringify(reasons)]) {
        expect(text).not.toMatch(SQL);
        expect(text).not.toContain(VALUE);
      }
      expect(JSON.stringify(stored)).not.toMatch(SQL);
    });
  },
);

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  listClaims,
  type Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { asAdministrator } from '../__testUtils__/asAdministrator';
import { shopEvidence } from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';

jest.setTimeout(30_000);

const ada = asUser('ada');
const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe.each(databases.eachSupportedId())(
  'evidence that an administrator of %s changed',
  databaseId => {
    const start = async () => {
      const { api, knex, stop } = await startPostmortems({
        databases,
        databaseId,
      });
      await api.post(
        '/incidents',
        {
          key: 'INC-1',
          title: 'Checkout rejects orders',
          severity: 'sev1',
          services: ['component:default/checkout'],
          startedAt: '2026-03-02T14:02:00Z',
          resolvedAt: '2026-03-02T14:31:00Z',
        },
        ada,
      );
      await api.post('/incidents/INC-1/evidence', { nodes: shopEvidence }, ada);
      const { body } = await api.post('/incidents/INC-1/postmortems', {}, ada);
      const document: Postmortem = body;
      const at = `/postmortems/${document.id}`;
      return { api, knex: knex!, stop, document, at };
    };
    /** A claim with a single piece of evidence, and its id. */
    const citedAlone = (document: Postmortem) => {
      const claim = listClaims(document).find(
        ({ spans, verdict }) =>
          verdict === 'supported' &&
          spans.length > 0 &&
          spans.every(
            ({ evidenceId }) =>
              evidenceId === spans[0].evidenceId &&
              shopEvidence.some(({ id }) => id === evidenceId),
          ),
      )!;
      return { claim, evidenceId: claim.spans[0].evidenceId };
    };

    it('is told at the claim, in the exports, and prevents an approval', async () => {
      const { api, knex, stop, document, at } = await start();
      expect(document.sealProblems).toBeUndefined();
      const { claim, evidenceId } = citedAlone(document);
      await asAdministrator(knex, () =>
        knex('evidence')
          .where({ id: evidenceId })
          .update({ payload: '{"kind":"log","message":"all is well"}' }),
      );

      const message = `Evidence '${evidenceId}' was changed after it was sealed`;
      const read: Postmortem = (await api.get(at, ada)).body;
      expect(read.sealProblems).toEqual([
        { what: 'changed', evidenceId, message },
      ]);
      const doubted = listClaims(read).find(({ id }) => id === claim.id)!;
      expect(doubted.verdict).toBe('unsupported');
      expect(doubted.reasons[0]).toEqual({
        check: 'seal',
        outcome: 'failed',
        message,
      });
      expect(read.verdictCounts.unsupported).toBeGreaterThan(
        document.verdictCounts.unsupported,
      );

      const markdown = await api.get(`${at}/export?format=markdown`, ada);
      expect(markdown.text).toContain('**Not as it was sealed**');
      expect(markdown.text).toContain('was changed after it was sealed');
      const json = await api.get(`${at}/export?format=json`, ada);
      expect(json.body.postmortem.sealProblems).toHaveLength(1);
      const exported = listClaims(json.body.postmortem).find(
        ({ id }) => id === claim.id,
      )!;
      expect(exported.reasons.filter(({ check }) => check === 'seal')).toEqual([
        { check: 'seal', outcome: 'failed', message },
      ]);

      await api.post(
        `${at}/transitions`,
        { to: 'in_review', reason: 'r' },
        ada,
      );
      const refused = await api.post(
        `${at}/transitions`,
        { to: 'approved', reason: 'r' },
        ada,
      );
      expect(refused.status).toBe(422);
      expect(JSON.stringify(refused.body)).toContain(
        `${message}. Restore it from a backup`,
      );
      await stop();
    });

    it('is told of evidence that was removed and that nobody cites, before an approval', async () => {
      const { api, knex, stop, document, at } = await start();
      const cited = new Set(
        listClaims(document).flatMap(({ spans }) =>
          spans.map(({ evidenceId }) => evidenceId),
        ),
      );
      const uncited = shopEvidence.find(({ id }) => !cited.has(id!));
      const { evidenceId } = citedAlone(document);
      const removed = uncited?.id ?? evidenceId;
      await asAdministrator(knex, () =>
        knex('evidence').where({ id: removed }).del(),
      );
      await api.post(
        `${at}/transitions`,
        { to: 'in_review', reason: 'r' },
        ada,
      );
      const refused = await api.post(
        `${at}/transitions`,
        { to: 'approved', reason: 'r' },
        ada,
      );
      expect(JSON.stringify(refused.body)).toContain(
        `Evidence '${removed}' was removed after it was sealed`,
      );
      await stop();
    });
  },
);

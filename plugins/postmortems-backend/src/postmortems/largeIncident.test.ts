import { TestDatabases } from '@backstage/backend-test-utils';
import { listClaims } from '@postmortems/backstage-plugin-postmortems-common';
import { caller, callers, startServices } from '../__testUtils__/services';
import { shopEvidence, shopIncident } from '../__testUtils__/shopIncident';

jest.setTimeout(60_000);

const key = shopIncident.key;
const lines = Array.from({ length: 200 }, (_, index) => ({
  id: `line-${index}`,
  sourceType: 'telemetry' as const,
  timestamp: new Date(Date.UTC(2026, 2, 2, 14, 5, index)).toISOString(),
  payload: {
    kind: 'log',
    level: 'error',
    message: `order ${index} rejected: currency missing`,
  },
  metadata: { service: 'component:default/checkout' },
}));

describe('an incident with more evidence than is held', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  describe.each(databases.eachSupportedId())('%s', databaseId => {
    const open = async () => {
      const services = await startServices(await databases.init(databaseId), {
        maxWhole: { nodes: 60, bytes: 1024 * 1024 },
      });
      await services.incidents.create({ incident: shopIncident, ...callers });
      await services.evidence.submit({
        key,
        nodes: [...shopEvidence, ...lines],
        ...callers,
      });
      const { postmortem } = await services.postmortems.create({
        key,
        ...callers,
      });
      return { services, postmortem };
    };

    it('is drafted from what tells most, says so, and keeps its verdicts', async () => {
      const { services, postmortem } = await open();
      const claims = listClaims(postmortem);
      const total = lines.length + shopEvidence.length;

      expect(claims.map(({ text }) => text)).toContain(
        `There is too much evidence to read all of it: ${
          total - 60
        } pieces were left out of this draft.`,
      );
      // The change and the alerts of the shop are told as ever
      expect(
        claims.filter(({ verdict }) => verdict === 'supported').length,
      ).toBeGreaterThan(5);
      expect(
        claims.filter(({ verdict }) => verdict === 'contradicted'),
      ).toEqual([]);
      expect(await services.recheck.run()).toBe(0);
    });

    it('has a sentence checked against what it cites, and supports none of people', async () => {
      const { services } = await open();
      const verify = (text: string, id: string, quote: string) =>
        services.claims.verify({
          key,
          caller,
          claims: [
            {
              kind: 'timeline',
              text,
              spans: [{ evidenceId: id, pointer: '/message', quote }],
            },
          ],
        });
      const { results } = await verify(
        'Order 117 was rejected.',
        'line-117',
        'order 117 rejected',
      );
      const wrong = await verify(
        'Order 117 was rejected.',
        'line-117',
        'order 118 rejected',
      );

      expect(results[0]).toMatchObject({
        verdict: 'unverified',
        reasons: expect.arrayContaining([
          expect.objectContaining({ check: 'unread' }),
        ]),
      });
      expect(wrong.results[0].verdict).toBe('unsupported');
    });
  });
});

import { createTestDatabases } from '../__testUtils__/stores';
import {
  asMachine,
  asUser,
  startPostmortems,
} from '../__testUtils__/testBackend';

jest.setTimeout(30_000);

const databases = createTestDatabases();
const incident = {
  title: 'Filed under the old name',
  severity: 'sev3',
  services: ['component:default/basket'],
  startedAt: '2026-03-02T14:02:00Z',
};

describe.each(databases.eachSupportedId())(
  'a renamed service on %s',
  databaseId => {
    it('is said, and its incidents are reassigned in one step', async () => {
      const { api, stop } = await startPostmortems({ databases, databaseId });
      const machine = asMachine();
      const open = (key: string, more: object = {}) =>
        api.post('/incidents', { ...incident, ...more, key }, machine);
      await open('INC-1');
      await open('INC-2', {
        services: ['component:default/checkout', 'component:default/basket'],
      });
      await open('INC-3', { visibility: 'private' });
      await open('INC-4', { services: ['component:default/storefront'] });

      const { body } = await api.get('/incidents/INC-1', machine);
      expect(body.notices).toMatchObject([
        {
          source: 'catalog',
          code: 'missing-service',
          message: expect.stringContaining(
            'The catalog has no component:default/basket.',
          ),
        },
      ]);
      const known = await api.get('/incidents/INC-4', machine);
      expect(known.body.notices).toBeUndefined();

      const missing = async (who: string) =>
        (await api.get('/services/missing', who)).body.items;
      expect(await missing(machine)).toEqual([
        { ref: 'component:default/basket', incidents: 3 },
      ]);
      expect(await missing(asUser('ada'))).toEqual([
        { ref: 'component:default/basket', incidents: 2 },
      ]);

      const reassign = (refs: object, who: string) =>
        api.post('/incidents/reassign', refs, who);
      const from = 'component:default/basket';
      const to = 'component:default/checkout';
      expect((await reassign({ from, to: from }, machine)).status).toBe(400);
      const gone = await reassign(
        { from, to: 'component:default/gone' },
        machine,
      );
      expect(gone.body.error.fields).toMatchObject([{ path: '/to' }]);

      // Who may not see the private one does not move it
      const first = await reassign({ from, to }, asUser('ada'));
      expect(first.body).toEqual({ incidentKeys: ['INC-1', 'INC-2'] });
      const second = await reassign({ from, to }, machine);
      expect(second.body).toEqual({ incidentKeys: ['INC-3'] });
      expect((await reassign({ from, to }, machine)).body).toEqual({
        incidentKeys: [],
      });
      const moved = await api.get('/incidents/INC-2', machine);
      expect(moved.body.services).toEqual([to]);
      expect(moved.body.notices).toBeUndefined();
      const listed = await api.get(`/incidents?entityRef=${to}`, machine);
      expect(listed.body.items).toHaveLength(3);
      await stop();
    });
  },
);

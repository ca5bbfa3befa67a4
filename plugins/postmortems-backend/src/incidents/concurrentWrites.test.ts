import { testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'IncidentStore on %p',
  databaseId => {
    const open = async () => {
      const opened = await createTestStores(databases, databaseId);
      await opened.stores.incidents.create({
        incident: testIncident(),
        actor: 'a',
      });
      return opened;
    };
    it('creates an incident once for concurrent clients', async () => {
      const { knex } = await open();
      await withReplicas(knex, 2, async replicas => {
        const results = await Promise.all(
          replicas.map(({ incidents }) =>
            incidents.create({
              incident: testIncident({ key: 'INC-2' }),
              actor: 'a',
            }),
          ),
        );
        expect(results.filter(({ created }) => created)).toHaveLength(1);
      });
    });

    it('loses no change when two clients update an incident', async () => {
      const { knex, stores } = await open();
      await withReplicas(knex, 2, async replicas => {
        await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            replicas[index % 2].incidents.update({
              key: 'INC-1',
              actor: 'a',
              change: current => ({
                ...current,
                participants: [
                  ...current.participants,
                  `user:default/u${index}`,
                ],
              }),
            }),
          ),
        );
      });

      const { participants } = await stores.incidents.get({ key: 'INC-1' });
      expect(participants).toHaveLength(10);
    });
  },
);

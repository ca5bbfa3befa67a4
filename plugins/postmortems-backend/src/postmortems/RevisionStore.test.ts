import { testClaim, testContent, testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';
import { sealEvidence } from '../sealing';
import { newRevision } from './newRevision';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'RevisionStore on %p',
  databaseId => {
    const open = async () => {
      const opened = await createTestStores(databases, databaseId);
      await opened.stores.incidents.create({
        incident: testIncident(),
        actor: 'a',
      });
      return opened;
    };
    it('saves one postmortem of an incident for concurrent writers', async () => {
      const { knex, stores } = await open();
      const incident = await stores.incidents.get({ key: 'INC-1' });
      const {
        seal: { id: sealId },
      } = await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
      const save = (one: typeof stores, text: string) =>
        one.revisions.save({
          revision: newRevision({
            incidentKey: 'INC-1',
            author: { type: 'person', ref: 'user:default/ada' },
            reason: 'test',
            sealId,
            content: testContent({ claims: [testClaim({ text })] }),
          }),
          actor: 'a',
        });
      await withReplicas(knex, 2, async ([one, other]) => {
        const results = await Promise.all([
          save(one, 'the same'),
          save(other, 'the same'),
        ]);
        expect(
          new Set(results.map(({ postmortem }) => postmortem.id)).size,
        ).toBe(1);
        expect(results.filter(({ created }) => created)).toHaveLength(1);
      });
      const { postmortem } = await save(stores, 'another');

      expect(postmortem.revision).toBe(2);
      const { items } = await stores.revisions.list({
        id: postmortem.id,
        limit: 10,
      });
      expect(items.map(({ revision }) => revision)).toEqual([2, 1]);
      expect(items[1].content.sections[0].blocks[0].claims[0].text).toBe(
        'the same',
      );
    });
  },
);

import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { NoticeStore } from './NoticeStore';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('NoticeStore on %s', id => {
  it('replaces what one source says, and keeps when it said it first', async () => {
    const { knex, stores } = await createTestStores(databases, id);
    const incident = testIncident();
    const incidentKey = incident.key;
    await stores.incidents.create({ incident, actor: 'a' });
    const store = new NoticeStore({ knex });
    const said = async () =>
      (await store.list({ incidentKeys: [incidentKey] })).get(incidentKey);
    const say = (source: string, ...messages: string[]) =>
      store.replace({
        incidentKey,
        source,
        notices: messages.map(message => ({ code: 'c', message })),
      });

    await say('one', 'old');
    await say('two', 'other');
    const [{ since }] = (await said())!;
    await new Promise(resolve => setTimeout(resolve, 5));
    await say('one', 'new', 'old');
    expect(await said()).toEqual([
      { source: 'one', code: 'c', message: 'new', since: expect.any(String) },
      { source: 'one', code: 'c', message: 'old', since },
      expect.objectContaining({ source: 'two', message: 'other' }),
    ]);
    await say('one');
    await say('two');
    expect(await said()).toBeUndefined();
  });
});

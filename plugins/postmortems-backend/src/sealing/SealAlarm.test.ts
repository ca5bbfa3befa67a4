import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { SealAlarm } from './SealAlarm';
import type { ChainProblem } from './SealChecker';

jest.setTimeout(30_000);

const databases = createTestDatabases();

const missing = (subject: string, incidentKey = 'INC-1'): ChainProblem => ({
  what: 'missing',
  incidentKey,
  subject,
  message: `Evidence '${subject}' was removed after it was sealed`,
});

async function alarmOf(
  options: {
    databaseId?: Parameters<typeof createTestStores>[1];
    receivers?: string[];
    tellsOwners?: boolean;
  } = {},
) {
  const { databaseId = 'SQLITE_3', receivers, tellsOwners } = options;
  const { knex, stores } = await createTestStores(databases, databaseId);
  await stores.incidents.create({ incident: testIncident(), actor: 'test' });
  const sent: NotificationSendOptions[] = [];
  const at: { failure?: Error } = {};
  const logger = mockServices.logger.mock();
  const alarm = new SealAlarm({
    knex,
    incidents: stores.incidents,
    serviceCatalog: { ownerOf: async () => 'group:default/sre-team' },
    logger,
    notifications: {
      send: async notification => {
        if (at.failure) throw at.failure;
        sent.push(notification);
      },
    },
    receivers: receivers ?? ['user:default/admin'],
    tellsOwners: tellsOwners ?? true,
  });
  const actions = () =>
    knex('audit_log')
      .where('action', 'like', 'seal.%')
      .orderBy('id')
      .pluck('action');
  return { alarm, sent, at, logger, actions };
}

it.each(databases.eachSupportedId())(
  'tells owners and administrators of each finding once, on %s',
  async databaseId => {
    const { alarm, sent, actions } = await alarmOf({ databaseId });
    await alarm.tell([missing('a'), missing('b')]);
    await alarm.tell([missing('b'), missing('a')]);

    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['user:default/admin', 'group:default/sre-team'],
        },
        payload: {
          title: 'The record of INC-1 is not as it was sealed',
          description: expect.stringMatching(
            /^Evidence 'a' was removed after it was sealed\. Problems in all: 2\./,
          ),
          link: '/postmortems',
          severity: 'critical',
          topic: 'postmortems',
          scope: 'postmortems-seal-INC-1',
        },
      },
    ]);
    expect(await actions()).toEqual(['seal.broken', 'seal.notify']);
  },
);

it('tells again when more is found, and when it comes back', async () => {
  const { alarm, sent, actions } = await alarmOf();
  await alarm.tell([missing('a')]);
  await alarm.tell([missing('a'), missing('b')]);
  await alarm.tell([]);
  await alarm.tell([missing('a'), missing('b')]);

  expect(sent).toHaveLength(3);
  expect(await actions()).toEqual([
    'seal.broken',
    'seal.notify',
    'seal.broken',
    'seal.notify',
    'seal.intact',
    'seal.broken',
    'seal.notify',
  ]);
});

it('tells of a part once, and takes nothing else for intact', async () => {
  const { alarm, sent, actions } = await alarmOf();
  const ofChain: ChainProblem = {
    what: 'anchor',
    sequence: 9,
    message: 'Entry 9 was replaced',
  };
  await alarm.tell([missing('a')]);
  await alarm.tell([ofChain], { isPart: true });
  await alarm.tell([ofChain], { isPart: true });
  expect(sent).toHaveLength(2);
  expect(await actions()).not.toContain('seal.intact');
});

it('tells the next time what could not be sent', async () => {
  const { alarm, sent, at, logger, actions } = await alarmOf();
  at.failure = new Error('no notifications here');
  await alarm.tell([missing('a')]);
  expect(logger.warn).toHaveBeenCalledWith(
    'Nobody was told that INC-1 is not as it was sealed: no notifications here',
  );
  at.failure = undefined;
  await alarm.tell([missing('a')]);
  await alarm.tell([missing('a')]);

  expect(sent).toHaveLength(1);
  expect(await actions()).toEqual(['seal.broken', 'seal.notify']);
});

it('tells only those who are configured of the chain and of incidents that are gone', async () => {
  const { alarm, sent } = await alarmOf();
  await alarm.tell([
    { what: 'entry', sequence: 3, message: 'Entry 3 was changed' },
    missing('a', 'GONE-1'),
  ]);
  expect(sent.map(({ recipients }) => recipients)).toEqual([
    { type: 'entity', entityRef: ['user:default/admin'] },
    { type: 'entity', entityRef: ['user:default/admin'] },
  ]);
  expect(sent[0].payload.title).toBe('The chain of seals is broken');
});

it('says in the log that nobody is told', async () => {
  const { alarm, sent, logger } = await alarmOf({
    receivers: [],
    tellsOwners: false,
  });
  await alarm.tell([missing('a')]);
  expect(sent).toEqual([]);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('notify.entityRefs names nobody'),
  );
});

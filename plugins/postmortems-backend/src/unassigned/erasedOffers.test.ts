import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { testIncident } from '../__testUtils__/records';
import { startServices } from '../__testUtils__/services';
import { createTestDatabases } from '../__testUtils__/stores';
import { ErasureRunner } from '../erasure/ErasureRunner';
import { ErasureStore } from '../erasure/ErasureStore';
import { DEFAULT_LIMITS } from '../evidence/limits';
import { SealChain } from '../sealing';
import { OfferMatcher } from './OfferMatcher';
import { OfferStore } from './OfferStore';
import { ServiceNames } from './ServiceNames';
import { UnassignedService } from './UnassignedService';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const logger = mockServices.logger.mock();

const message = (id: string, author: string, text: string) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: '2026-03-02T14:10:00.000Z',
  payload: { kind: 'message', author: { name: author, id: author }, text },
  metadata: { service: 'ops' },
  sourceUrl: `https://chat.example.com/${id}`,
});

describe.each(databases.eachSupportedId())('erasure on %s', databaseId => {
  const open = async () => {
    const knex = await databases.init(databaseId);
    const { stores, incidents } = await startServices(knex);
    const limits = DEFAULT_LIMITS;
    const offers = new OfferStore({ knex });
    const names = new ServiceNames({
      logger,
      serviceCatalog: { namesOf: async () => [] },
    });
    const evidence = stores.evidence;
    const matcher = new OfferMatcher({
      knex,
      evidence,
      incidents,
      limits,
      logger,
      names,
      offers,
    });
    const unassigned = new UnassignedService({
      incidents,
      limits,
      logger,
      matcher,
      names,
      offers,
    });
    await stores.incidents.create({
      incident: testIncident(),
      actor: 'user:default/ada',
    });
    const offer = () =>
      unassigned.offer({
        sourceId: 'chat',
        actor: 'source:chat',
        offers: [
          {
            node: message('named', 'Ada', 'the violet kettle whistles'),
            incidentKeys: ['INC-1'],
            conversation: 't-1',
            restricted: 'It is from #kettles.',
          },
          { node: message('other', 'U0MEI', 'a grey heron stands by') },
          {
            node: message('quote', 'Ada', 'U0MEI said: a grey heron stands by'),
          },
        ],
      });
    await offer();
    return { knex, offer, evidence };
  };
  const erase = async (
    knex: Knex,
    request: Parameters<ErasureStore['create']>[0]['request'],
  ) => {
    const store = new ErasureStore({ knex });
    await store.create({ request, actor: 'admin' });
    const chain = SealChain.create();
    await new ErasureRunner({ knex, chain, store, logger }).run();
  };
  const dump = async (knex: Knex) =>
    JSON.stringify([
      await knex('offered_evidence').select(),
      await knex('assigned_conversations').select(),
      await knex('evidence').select(),
    ]);

  it('of an incident takes what was offered to it, and it does not come back', async () => {
    const { knex, offer, evidence } = await open();
    expect(await dump(knex)).toMatch(/kettle.*t-1.*kettle/);
    await erase(knex, {
      subject: 'incident',
      incidentKey: 'INC-1',
      reason: 'asked',
    });
    expect(await offer()).toMatchObject({ created: 0, duplicate: 3 });
    const left = await dump(knex);
    expect(left).not.toMatch(/kettle|t-1/);
    expect(left).toContain('heron');
    const { items } = await evidence.list({ incidentKey: 'INC-1', limit: 5 });
    expect(items).toHaveLength(1);
  });

  it('of a person takes their words and names out of what no incident has', async () => {
    const { knex, offer } = await open();
    expect(await dump(knex)).toContain('heron');
    await erase(knex, { subject: 'person', names: ['U0MEI'], reason: 'asked' });
    const left = await dump(knex);
    expect(left).not.toMatch(/heron|U0MEI|example.com\/other/);
    expect(left).toContain('kettle');
    const texts = await knex('offered_evidence').pluck('search_text');
    expect(texts.join()).not.toContain('heron');
    expect(await offer()).toMatchObject({ created: 0, duplicate: 3 });
    expect(await dump(knex)).toBe(left);
  });
});

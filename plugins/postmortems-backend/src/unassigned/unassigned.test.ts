import { mockServices } from '@backstage/backend-test-utils';
import type { OfferedEvidence } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { testIncident } from '../__testUtils__/records';
import { caller, callers, startServices } from '../__testUtils__/services';
import { createTestDatabases } from '../__testUtils__/stores';
import { DEFAULT_LIMITS, type EvidenceLimits } from '../evidence/limits';
import { OfferMatcher } from './OfferMatcher';
import { OfferStore } from './OfferStore';
import { ServiceNames } from './ServiceNames';
import { UnassignedService } from './UnassignedService';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const actor = 'source:chat';
const checkout = 'component:default/checkout';

/** A message of 14:10, when {@link testIncident} went on. */
const message = (
  id: string,
  rest: Partial<OfferedEvidence> = {},
  text = `words of ${id}`,
  timestamp = '2026-03-02T14:10:00.000Z',
): OfferedEvidence => ({
  node: {
    id,
    sourceType: 'chat',
    timestamp,
    payload: { kind: 'message', author: { name: 'Ada' }, text },
    metadata: { service: 'ops' },
    provider: 'slack',
  },
  ...rest,
});

describe.each(databases.eachSupportedId())('offers on %s', databaseId => {
  const open = async (
    options: { limits?: Partial<EvidenceLimits>; knex?: Knex } = {},
  ) => {
    const knex = options.knex ?? (await databases.init(databaseId));
    const services = await startServices(knex);
    const { stores, incidents } = services;
    const logger = mockServices.logger.mock();
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const restricted: string[] = [];
    const offers = new OfferStore({ knex });
    const names = new ServiceNames({
      logger,
      serviceCatalog: {
        namesOf: async ({ refs }) =>
          refs.includes(checkout)
            ? [{ ref: checkout, names: ['checkout', 'Checkout Web'] }]
            : [],
      },
    });
    const matcher = new OfferMatcher({
      knex,
      logger,
      limits,
      names,
      offers,
      evidence: stores.evidence,
      incidents: {
        restrict: async ({ key, source, reason }) => {
          restricted.push(`${key} ${source}: ${reason}`);
        },
      },
    });
    const unassigned = new UnassignedService({
      incidents,
      limits,
      logger,
      matcher,
      names,
      offers,
    });
    return {
      ...services,
      knex,
      matcher,
      unassigned,
      restricted,
      offer: (...sent: OfferedEvidence[]) =>
        unassigned.offer({ sourceId: 'chat', offers: sent, actor }),
      create: (fields: Parameters<typeof testIncident>[0] = {}) =>
        stores.incidents.create({ incident: testIncident(fields), actor }),
      evidenceOf: async (incidentKey = 'INC-1') => {
        const page = await stores.evidence.list({ incidentKey, limit: 500 });
        return page.items.map(({ id }) => id);
      },
      list: async (query: object = {}) => {
        const { items } = await unassigned.list({
          query: { state: 'unassigned', limit: 50, ...query },
          withRestricted: true,
        });
        return items;
      },
      assign: (ids: string[], fields: object = {}) =>
        unassigned.assign({
          key: 'INC-1',
          ids,
          conversations: false,
          withRestricted: true,
          ...callers,
          ...fields,
        }),
    };
  };

  it('find an incident whose key they name, whenever it was', async () => {
    const { create, offer, evidenceOf, list } = await open();
    await create();
    const sent = message('m', { incidentKeys: ['INC-9', 'INC-1'] });
    sent.node.timestamp = '2026-01-01T00:00:00.000Z';
    const answer = await offer(sent, message('other'));
    expect(answer).toMatchObject({ created: 2, duplicate: 0, rejected: 0 });
    expect(await evidenceOf()).toEqual(['m']);
    expect((await list()).map(({ node }) => node.id)).toEqual(['other']);
  });

  it('find an incident that opens later by key, conversation, and service with time', async () => {
    const { create, offer, evidenceOf, matcher } = await open();
    await offer(
      message('named', { incidentKeys: ['INC-1'], conversation: 't-1' }),
      message('reply', { conversation: 't-1' }),
      message('by-ref', { services: [checkout.toUpperCase()] }),
      message('by-name', { services: ['Checkout'] }),
      message('by-catalog', { services: ['checkout web'] }),
      message('elsewhere', { services: ['payments'] }),
      message('early', { services: ['checkout'] }, '', '2026-03-02T11:59:59Z'),
      message('first', { services: ['checkout'] }, '', '2026-03-02T12:00:00Z'),
      message('last', { services: ['checkout'] }, '', '2026-03-02T16:00:00Z'),
      message('late', { services: ['checkout'] }, '', '2026-03-02T16:00:01Z'),
    );
    await create({ resolvedAt: '2026-03-02T15:00:00.000Z' });
    await matcher.matchIncident('INC-1');
    expect((await evidenceOf()).sort()).toEqual([
      'by-catalog',
      'by-name',
      'by-ref',
      'first',
      'last',
      'named',
      'reply',
    ]);
  });

  it('are added to each incident whose service and window they share', async () => {
    const { create, offer, evidenceOf, list } = await open();
    await create();
    await create({ key: 'INC-2' });
    await create({
      key: 'OLD',
      resolvedAt: '2026-03-02T14:01:00.000Z',
      startedAt: '2026-03-01T14:00:00.000Z',
    });
    await create({
      key: 'PAST',
      resolvedAt: '2026-03-02T13:01:00.000Z',
      startedAt: '2026-03-01T14:00:00.000Z',
    });
    await offer(message('m', { services: ['checkout'] }));
    for (const key of ['INC-1', 'INC-2', 'OLD']) {
      expect([key, await evidenceOf(key)]).toEqual([key, ['m']]);
    }
    expect(await evidenceOf('PAST')).toEqual([]);
    expect(await list()).toEqual([]);
  });

  it('of deployments belong to what broke within a day, whichever comes first', async () => {
    const { create, offer, evidenceOf, matcher } = await open();
    const inTheMorning = '2026-03-02T08:00:00.000Z';
    const deployed = (id: string): OfferedEvidence => {
      const said = message(id, { services: ['checkout'] }, id, inTheMorning);
      return { ...said, node: { ...said.node, sourceType: 'deployment' } };
    };
    const said = message('m', { services: ['checkout'] }, 'm', inTheMorning);
    await offer(said, deployed('before'));
    await create();
    await matcher.matchIncident('INC-1');
    await offer(deployed('after'));
    expect((await evidenceOf()).sort()).toEqual(['after', 'before']);
  });

  it('get the service that they name, else the primary one, where they said none', async () => {
    const { create, offer, assign, list, stores } = await open();
    await create({
      services: [checkout, 'component:default/payments'],
    });
    const ofNone = (id: string, services: string[]) => {
      const { node } = message(id);
      const metadata = { ...node.metadata, service: 'unknown' };
      return { node: { ...node, metadata }, services };
    };
    await offer(ofNone('a', ['payments']), ofNone('b', ['words']));
    const left = await list();
    if (left.length > 0) await assign(left.map(({ id }) => id));
    const { items } = await stores.evidence.list({
      incidentKey: 'INC-1',
      limit: 10,
    });
    expect(
      items.map(({ id, metadata }) => [id, metadata.service]).sort(),
    ).toEqual([
      ['a', 'component:default/payments'],
      ['b', checkout],
    ]);
  });

  it('bring their conversation only where the incident that they name went on', async () => {
    const { create, offer, evidenceOf } = await open();
    await create({
      key: 'OLD',
      startedAt: '2025-03-01T14:00:00.000Z',
      resolvedAt: '2025-03-01T15:00:00.000Z',
    });
    await create();
    await offer(
      message('reply', { conversation: 't-1' }),
      message('compares', { conversation: 't-1', incidentKeys: ['OLD'] }),
    );
    expect(await evidenceOf('OLD')).toEqual(['compares']);
    await offer(
      message('names', { conversation: 't-1', incidentKeys: ['INC-1'] }),
    );
    await offer(
      message('later', { conversation: 't-1' }, '', '2026-03-09T00:00:00Z'),
    );
    expect((await evidenceOf()).sort()).toEqual([
      'compares',
      'later',
      'names',
      'reply',
    ]);
  });

  it('are stored once, and beside an earlier one when they were edited', async () => {
    const { create, offer, evidenceOf, list, assign } = await open();
    expect(await offer(message('m'), message('m'))).toMatchObject({
      created: 1,
      duplicate: 1,
    });
    expect(await offer(message('m'))).toMatchObject({ duplicate: 1 });
    expect(await offer(message('m', {}, 'edited'))).toMatchObject({
      created: 1,
    });
    const all = await list();
    expect(all).toHaveLength(2);
    await create();
    const ids = all.map(({ id }) => id);
    expect((await assign(ids)).assigned).toBe(2);
    expect(await assign(ids)).toMatchObject({
      assigned: 0,
      outcomes: [{ status: 'duplicate' }, { status: 'duplicate' }],
    });
    expect((await evidenceOf()).sort()).toEqual([
      'm',
      expect.stringMatching(/^m#[0-9a-f]{12}$/),
    ]);
  });

  it('that few may see find nothing by time and service, and make private what they name', async () => {
    const { create, offer, evidenceOf, list, restricted, matcher } =
      await open();
    await create({ visibility: 'private' });
    const why = { restricted: 'it comes from a private channel' };
    await offer(message('m', { ...why, services: ['checkout'] }));
    await matcher.matchIncident('INC-1');
    expect([await evidenceOf(), restricted]).toEqual([[], []]);
    await offer(message('n', { ...why, incidentKeys: ['INC-1'] }));
    expect(await evidenceOf()).toEqual(['n']);
    expect(restricted).toEqual(['INC-1 chat: it comes from a private channel']);
    expect((await list()).map(one => one.restricted)).toEqual([why.restricted]);
  });

  it('of a place that has become private are hidden from then on', async () => {
    const { offer, list, unassigned } = await open();
    await offer(message('m'));
    await offer(message('m', { restricted: 'private now' }));
    expect((await list())[0].restricted).toBe('private now');
    const shown = await unassigned.list({
      query: { state: 'unassigned', limit: 50 },
      withRestricted: false,
    });
    expect(shown.items).toEqual([]);
  });

  it('lose their secrets, and are refused like other evidence', async () => {
    const { offer, list, knex } = await open();
    const password = `Tr0ub4dor&3-${'x'.repeat(4)}`;
    const text = `the password is ${password}`;
    const answer = await offer(
      message(
        'm',
        { conversation: text, restricted: text, services: [text] },
        text,
      ),
      { ...message('no'), node: { ...message('no').node, timestamp: 'never' } },
    );
    expect(answer.outcomes.map(({ status }) => status)).toEqual([
      'created',
      'rejected',
    ]);
    expect((await list())[0].node.payload.text).toContain('[removed: ');
    for (const table of ['offered_evidence', 'offered_evidence_services']) {
      expect(JSON.stringify(await knex(table).select())).not.toContain(
        password,
      );
    }
  });

  it('wait when the incident has no room for them', async () => {
    const { create, offer, evidenceOf, list, matcher } = await open({
      limits: { incidentNodes: 1 },
    });
    await create();
    await offer(
      message('m', { services: ['checkout'] }),
      message('n', { services: ['checkout'] }),
    );
    expect(await evidenceOf()).toEqual(['collection/limits/1']);
    await matcher.matchIncident('INC-1');
    expect(await list()).toHaveLength(2);
  });

  it('find nothing while the incident is erased', async () => {
    const { create, offer, knex, list } = await open();
    await create();
    await knex('incidents').update({
      erased_at: '2026-03-03T00:00:00.000Z',
      erased_reason: 'x',
    });
    await offer(
      message('m', { incidentKeys: ['INC-1'], services: ['checkout'] }),
    );
    expect(await list()).toHaveLength(1);
  });

  it('are listed by source, service, words and time, page by page', async () => {
    const { offer, list, unassigned } = await open();
    await offer(
      message(
        'a',
        { services: ['Checkout'] },
        'Pool exhausted',
        '2026-03-02T10:00:00Z',
      ),
      message(
        'b',
        { services: ['payments'] },
        'Pool is fine',
        '2026-03-02T11:00:00Z',
      ),
      message('c', {}, 'nothing', '2026-03-02T12:00:00Z'),
    );
    await unassigned.offer({
      sourceId: 'ci',
      offers: [message('d', {}, 'deployed', '2026-03-02T13:00:00Z')],
      actor,
    });
    const ids = async (query: object) =>
      (await list(query)).map(({ node }) => node.id);
    expect(await ids({})).toEqual(['d', 'c', 'b', 'a']);
    expect(await ids({ source: 'ci' })).toEqual(['d']);
    expect(await ids({ service: checkout })).toEqual(['a']);
    expect(await ids({ text: 'pool' })).toEqual(['b', 'a']);
    expect(
      await ids({
        from: '2026-03-02T11:00:00.000Z',
        to: '2026-03-02T12:00:00.000Z',
      }),
    ).toEqual(['c', 'b']);
    const first = await unassigned.list({
      query: { state: 'unassigned', limit: 3 },
      withRestricted: true,
    });
    expect(await ids({ cursor: first.pageInfo.nextCursor })).toEqual(['a']);
  });

  it('are assigned with their conversation, and what is said in it later', async () => {
    const { create, offer, evidenceOf, list, assign } = await open();
    await create();
    await offer(
      message('a', { conversation: 't' }),
      message('b', { conversation: 't' }),
    );
    const [{ id }] = (await list()).filter(one => one.node.id === 'a');
    const unknown = '0'.repeat(32);
    expect(await assign([id, unknown], { conversations: true })).toEqual({
      assigned: 2,
      outcomes: [
        { id, status: 'assigned' },
        { id: unknown, status: 'unknown' },
      ],
    });
    await offer(message('c', { conversation: 't' }));
    expect(await evidenceOf()).toEqual(['a', 'b', 'c']);
  });

  it('that were dismissed find nothing by themselves, and can still be assigned', async () => {
    const { create, offer, evidenceOf, list, assign, matcher, unassigned } =
      await open();
    await offer(message('m', { services: ['checkout'] }));
    const [{ id }] = await list();
    const dismissal = { ids: [id], withRestricted: true, actor: caller.actor };
    expect(await unassigned.dismiss(dismissal)).toEqual({ dismissed: 1 });
    expect(await unassigned.dismiss(dismissal)).toEqual({ dismissed: 0 });
    await create();
    await matcher.matchIncident('INC-1');
    expect(await evidenceOf()).toEqual([]);
    expect(await list({ state: 'dismissed' })).toHaveLength(1);
    await assign([id]);
    expect(await evidenceOf()).toEqual(['m']);
  });

  it('are forgotten after the days that the limits say, with their parts', async () => {
    const { offer, unassigned, knex, list } = await open();
    await offer(
      message('old', { services: ['x'], incidentKeys: ['X-1'] }),
      message('new'),
    );
    await knex('offered_evidence')
      .whereLike('node', '%"id":"old"%')
      .update({
        offered_at: new Date(Date.now() - 31 * 86_400_000).toISOString(),
      });
    await unassigned.forgetOld();
    expect((await list()).map(({ node }) => node.id)).toEqual(['new']);
    expect(await knex('offered_evidence_services').pluck('service')).toEqual([
      'ops',
    ]);
    expect(await knex('offered_evidence_keys').select()).toEqual([]);
  });

  it('that a replica left are taken up by another one', async () => {
    const { create, offer, knex, unassigned, evidenceOf, matcher } =
      await open();
    await create();
    jest
      .spyOn(matcher, 'matchOffers')
      .mockRejectedValueOnce(new Error('it ended'));
    await expect(
      offer(message('m', { services: ['checkout'] })),
    ).rejects.toThrow('it ended');
    expect(await evidenceOf()).toEqual([]);
    await knex('offered_evidence_pending').update({
      since: '2026-01-01T00:00:00.000Z',
    });
    await unassigned.matchPending();
    expect(await evidenceOf()).toEqual(['m']);
    expect(await knex('offered_evidence_pending').select()).toEqual([]);
  });

  it('come to each incident once when replicas offer and match them at the same time', async () => {
    const { create, evidenceOf, unassigned, matcher } = await open();
    await create();
    await create({ key: 'INC-2' });
    const sent = Array.from({ length: 40 }, (_, index) =>
      message(`m-${index}`, { services: ['checkout'] }),
    );
    await Promise.all([
      ...Array.from({ length: 4 }, (_, shift) =>
        unassigned.offer({
          sourceId: 'chat',
          offers: [...sent.slice(shift), ...sent.slice(0, shift)],
          actor,
        }),
      ),
      matcher.matchIncident('INC-1'),
      matcher.matchIncident('INC-2'),
    ]);
    for (const key of ['INC-1', 'INC-2']) {
      expect(await evidenceOf(key)).toHaveLength(40);
    }
  });
});

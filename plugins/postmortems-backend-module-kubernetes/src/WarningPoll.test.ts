import type { JsonObject } from '@backstage/types';
import type {
  IncidentAccess,
  OfferedEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { FakeKubernetes } from './__testUtils__/FakeKubernetes';
import {
  component,
  deployment,
  event,
  shopComponent,
  shopObjects,
  sourceOf,
} from './__testUtils__/shop';

const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

function recent(uid: string, minutes: number, over: object = {}) {
  const time = minutesAgo(minutes);
  return event(uid, '', { firstTimestamp: time, lastTimestamp: time, ...over });
}

describe('WarningPoll', () => {
  let server: FakeKubernetes;
  beforeEach(async () => {
    server = await FakeKubernetes.start();
    server.objects = { ...shopObjects(), events: [] };
  });
  afterEach(() => server.stop());

  function pollOf(block: JsonObject = {}, entities = [shopComponent]) {
    const source = sourceOf(
      { url: server.url, serviceAccountToken: 'account-token', ...block },
      entities,
    );
    return async () => {
      const offers: OfferedEvidence[] = [];
      const offerEvidence = async (sent: OfferedEvidence[]) => {
        offers.push(...sent);
      };
      const access = { offerEvidence } as unknown as IncidentAccess;
      const { signal } = new AbortController();
      await source.poll!.run(access, signal);
      return offers;
    };
  }

  it('offers warnings of mapped components, of each workload and reason the latest', async () => {
    server.objects.events = [
      recent('a', 20),
      recent('b', 5, { object: ['Pod', 'checkout-7d9f8c6b5-zzzzz'] }),
      recent('probe', 6, { reason: 'Unhealthy' }),
      recent('old', 200, { reason: 'Old' }),
      recent('normal', 5, { type: 'Normal', reason: 'Started' }),
      recent('other', 5, { object: ['Pod', 'basket-5f6d7c8b9-x7k2p'] }),
    ];
    const offers = await pollOf({ name: 'east' })();
    expect(offers.map(({ node, services }) => [node.id, services])).toEqual([
      ['kubernetes/event/b/1', ['component:default/shop-checkout']],
      ['kubernetes/event/probe/1', ['component:default/shop-checkout']],
    ]);
    expect(offers[0].node).toMatchObject({
      sourceType: 'telemetry',
      payload: { kind: 'event', type: 'Warning', cluster: 'east' },
    });
  });

  it('asks once for what is quiet, and later only for what is new', async () => {
    const poll = pollOf();
    await poll();
    expect(server.asked).toEqual([
      '/api/v1/namespaces/shop/events?fieldSelector=type%3DWarning&limit=500',
    ]);
    server.objects.events = [recent('before', 30), recent('new', 0)];
    const [offer, ...others] = await poll();
    expect([offer.node.id, others]).toEqual(['kubernetes/event/new/1', []]);
  });

  it.each([5, -5])(
    'misses no warning by a clock that is %d minutes off',
    async minutes => {
      const started = Date.now();
      // The date only: sockets need their timers
      jest.useFakeTimers({ now: started, doNotFake: [...TIMERS] });
      try {
        const poll = pollOf();
        await poll();
        const written = (uid: string, seconds: number) => {
          const at = started + seconds * 1000 + minutes * 60_000;
          return recent(uid, (Date.now() - at) / 60_000, { reason: uid });
        };
        server.objects.events = [written('first', 1), written('last', 599)];
        const offers: OfferedEvidence[] = [];
        for (const later of [10, 20]) {
          jest.setSystemTime(started + later * 60_000);
          offers.push(...(await poll()));
        }
        // Polls overlap: the same event has the same id, and counts once
        expect([...new Set(offers.map(({ node }) => node.id))].sort()).toEqual([
          'kubernetes/event/first/1',
          'kubernetes/event/last/1',
        ]);
      } finally {
        jest.useRealTimers();
      }
    },
  );

  it('asks again for what it could not read', async () => {
    const poll = pollOf();
    server.objects.events = [recent('a', 20)];
    server.forbidden = ['events'];
    await expect(poll()).rejects.toThrow('may not list events');
    server.forbidden = [];
    expect(await poll()).toHaveLength(1);
  });

  it('asks for all namespaces where a component names none', async () => {
    const anywhere = component('cart', {
      'backstage.io/kubernetes-id': 'cart',
    });
    server.objects.deployments.push(deployment([], 'cart'));
    server.objects.events = [
      recent('a', 5, { object: ['Pod', 'cart-7d9f8c6b5-x2x9z'] }),
    ];
    const offers = await pollOf({}, [anywhere])();
    expect(offers[0].services).toEqual(['component:default/cart']);
    expect(server.asked[0]).toMatch(/^\/api\/v1\/events\?/);
  });

  it('bounds what one poll offers, and says what was left out', async () => {
    server.objects.events = Array.from({ length: 201 }, (_, index) =>
      recent(`e${index}`, 5, { reason: `Reason${index}` }),
    );
    await expect(pollOf()()).rejects.toThrow(
      'deploymentSources[0]: 1 warnings were left out of one poll',
    );
  });

  it('is switched off by the configuration', () => {
    const block = { url: server.url, serviceAccountToken: 't' };
    expect(sourceOf({ ...block, pollWarnings: false }).poll).toBeUndefined();
  });
});

import type {
  OrgMetricIncident,
  OrgMetrics,
} from '@postmortems/backstage-plugin-postmortems-common';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { shopEvidence, shopTrace } from '../__testUtils__/shopIncident';

jest.setTimeout(60_000);

const PERIOD = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
const ada = asUser('ada');
const bob = asUser('bob');

const incidentOn = (day: number, key: string, fields: object = {}) => {
  const at = (clock: string) =>
    `2026-03-${String(day).padStart(2, '0')}T${clock}Z`;
  return {
    key,
    title: `Checkout rejects orders (${key})`,
    severity: 'sev1',
    services: ['component:default/checkout'],
    startedAt: at('14:02:00'),
    resolvedAt: at('14:31:00'),
    ...fields,
  };
};

type Backend = Awaited<ReturnType<typeof startPostmortems>>;

/**
 * An incident with evidence, an investigation, and a postmortem of which one
 * proposal is accepted.
 */
async function writeUp({ api }: Backend, incident: { key: string }) {
  const path = `/incidents/${incident.key}`;
  expect((await api.post('/incidents', incident, ada)).status).toBe(201);
  await api.post(`${path}/evidence`, { nodes: shopEvidence }, ada);
  const trace = { ...shopTrace, incidentId: incident.key };
  expect((await api.post(`${path}/traces`, trace, ada)).status).toBe(201);
  const { body: postmortem } = await api.post(`${path}/postmortems`, {}, ada);
  const items = `/postmortems/${postmortem.id}/action-items`;
  const { body: item } = await api.post(
    items,
    {
      title: 'Refuse requests without a currency in the build',
      type: 'prevent',
      endState: 'The build of checkout fails without a currency',
      dueAt: '2026-03-20T23:59:59.999Z',
    },
    ada,
  );
  const sent = await api.post(
    `/postmortems/${postmortem.id}/transitions`,
    { to: 'in_review', reason: 'Ready' },
    ada,
  );
  expect(sent.status).toBe(200);
  return { postmortem, item };
}

describe('org metrics API', () => {
  it('returns the same metrics and lists to an outsider after a private incident is added', async () => {
    const backend = await startPostmortems();
    const { api, stop } = backend;
    const everything = async (who: string) => {
      const { body: metrics }: { body: OrgMetrics } = await api.get(
        `/org-metrics?${PERIOD}`,
        who,
      );
      const paths = [
        ...[
          'completion',
          'confirmed_cause',
          'time_to_draft',
          'time_to_review',
          'time_to_resolve',
          'repeats_within_20_days',
          'repeats_within_90_days',
          'coverage',
        ].map(metric => `/org-metrics/incidents?${PERIOD}&metric=${metric}`),
        `/org-metrics?${PERIOD}&entityRef=component:default/checkout&severity=sev1`,
        '/postmortems',
        '/postmortems?q=checkout',
        '/action-items',
        '/action-items?status=overdue',
        '/action-items?group=group:default/sre-team',
        '/action-items/counts?entityRef=system:default/ordering',
        '/incidents',
        '/search-documents',
      ];
      const answers: Record<string, unknown> = {};
      for (const path of paths) {
        const { status, body } = await api.get(path, who);
        expect([path, status]).toEqual([path, 200]);
        answers[path] = body;
      }
      return { metrics, answers };
    };
    await writeUp(backend, incidentOn(5, 'PUB-1'));
    await writeUp(backend, incidentOn(15, 'PUB-2'));
    const before = await everything(bob);
    // There is something that a private one could change
    expect(before.metrics).toMatchObject({
      incidents: 2,
      completion: { numerator: 0, denominator: 2 },
      timeToResolve: { n: 2, p50: 29 },
      repeats: { within20: { numerator: 1, denominator: 2 } },
      actionItems: { open: 2, overdue: 2 },
    });

    await writeUp(
      backend,
      incidentOn(10, 'SEC-1', {
        visibility: 'private',
        title: 'Checkout leaks a secret',
        resolvedAt: '2026-03-10T19:31:00Z',
      }),
    );
    expect(await everything(bob)).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/SEC-1|secret/i);

    // For who opened it everything has changed
    const own = await everything(ada);
    expect(own.metrics).toMatchObject({
      incidents: 3,
      completion: { denominator: 3 },
      timeToResolve: { n: 3 },
      repeats: { within20: { numerator: 2, denominator: 3 } },
      actionItems: { open: 3, overdue: 3 },
    });
    for (const [path, answer] of Object.entries(own.answers)) {
      const same =
        JSON.stringify(answer) === JSON.stringify(before.answers[path]);
      // What a search index holds is for everybody
      expect([path, same]).toEqual([path, path === '/search-documents']);
    }
    await stop();
  });

  it('filters by owner, system, tier and severity, and lists the counted incidents', async () => {
    const backend = await startPostmortems();
    const { api, stop } = backend;
    await writeUp(backend, incidentOn(5, 'A-1'));
    await writeUp(
      backend,
      incidentOn(6, 'A-2', {
        severity: 'sev3',
        services: ['component:default/storefront'],
      }),
    );
    const count = async (query: string) => {
      const { body } = await api.get(`/org-metrics?${PERIOD}&${query}`, bob);
      const { body: behind } = await api.get(
        `/org-metrics/incidents?${PERIOD}&metric=time_to_resolve&${query}`,
        bob,
      );
      const { body: postmortems } = await api.get(
        `/postmortems?${PERIOD}&${query}`,
        bob,
      );
      const { body: items } = await api.get(
        `/action-items?${PERIOD}&status=open&${query}`,
        bob,
      );
      expect(behind.items).toHaveLength(body.incidents);
      expect(postmortems.items).toHaveLength(body.postmortems);
      expect(items.items).toHaveLength(body.actionItems.open);
      return behind.items
        .map((one: OrgMetricIncident) => one.incidentKey)
        .sort();
    };
    expect(await count('')).toEqual(['A-1', 'A-2']);
    expect(await count('severity=sev3&severity=sev2')).toEqual(['A-2']);
    expect(await count('entityRef=system:default/ordering')).toEqual([
      'A-1',
      'A-2',
    ]);
    expect(
      await count(
        'entityRef=component:default/checkout&entityRef=component:default/storefront',
      ),
    ).toEqual(['A-1', 'A-2']);
    expect(
      await count(
        'entityRef=system:default/ordering&entityRef=group:default/web-team',
      ),
    ).toEqual(['A-2']);
    expect(await count('tier=none-has-it')).toEqual([]);

    const { body } = await api.get(
      `/org-metrics/incidents?${PERIOD}&metric=completion&part=rest&limit=1`,
      bob,
    );
    expect(body.items[0]).toMatchObject({
      incidentKey: 'A-2',
      inNumerator: false,
      postmortem: { status: 'in_review' },
    });
    const { body: next } = await api.get(
      `/org-metrics/incidents?${PERIOD}&metric=completion&part=rest&limit=1&cursor=${body.pageInfo.nextCursor}`,
      bob,
    );
    expect(next).toMatchObject({
      items: [{ incidentKey: 'A-1' }],
      pageInfo: {},
    });
    await stop();
  });

  it('counts action items of people for their group, like the list of the group', async () => {
    const backend = await startPostmortems();
    const { api, stop } = backend;
    const { postmortem, item } = await writeUp(backend, incidentOn(5, 'A-1'));
    const path = `/postmortems/${postmortem.id}/action-items`;
    const mine = await api.patch(
      `${path}/${item.id}`,
      { version: item.version, owner: 'user:default/mei' },
      ada,
    );
    expect(mine.status).toBe(200);
    await api.post(
      path,
      {
        title: 'Raise the pool of checkout to 100',
        type: 'mitigate',
        endState: 'The pool of checkout has 100 connections',
        owner: 'group:default/sre-team',
      },
      ada,
    );
    const { body } = await api.get(`/org-metrics?${PERIOD}`, bob);
    expect(body.actionItems.byGroup).toEqual([
      { group: 'group:default/sre-team', open: 2, overdue: 1, closed: 0 },
    ]);
    const { body: list } = await api.get(
      `/action-items?status=open&group=group:default/sre-team`,
      bob,
    );
    expect(list.items.map(({ owner }: { owner: string }) => owner)).toEqual([
      'user:default/mei',
      'group:default/sre-team',
    ]);
    const { body: exact } = await api.get(
      `/action-items?status=open&owner=group:default/sre-team`,
      bob,
    );
    expect(exact.items).toHaveLength(1);
    const { body: nobody } = await api.get(`/action-items?group=none`, bob);
    expect(nobody.items).toEqual([]);
    await stop();
  });

  it('rejects invalid queries and names the field', async () => {
    const { api, stop } = await startPostmortems();
    for (const [query, field] of [
      ['?from=2026-03-02T14:00:00Z&to=2026-03-01T14:00:00Z', 'from'],
      ['?severity=bad', 'severity'],
      ['?from=yesterday', 'from'],
      ['?team=x', 'team'],
      ['?entityRef=checkout', 'entityRef'],
      ['/incidents', 'metric'],
      ['/incidents?metric=luck', 'metric'],
      ['/incidents?metric=category', 'category'],
      ['/incidents?metric=completion&category=change', 'category'],
      ['/incidents?metric=time_to_draft&part=numerator', 'part'],
      ['/incidents?metric=completion&verdict=unverified', 'verdict'],
      ['/incidents?metric=completion&atLeast=5', 'atLeast'],
      ['/incidents?metric=completion&order=longest', 'order'],
      ['/incidents?metric=time_to_draft&below=-1', 'below'],
    ]) {
      const { status, body } = await api.get(`/org-metrics${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect(body.error.message).toContain(field);
    }
    expect(
      (await api.get('/org-metrics/incidents?metric=completion&cursor=x'))
        .status,
    ).toBe(400);
    await stop();
  });
});

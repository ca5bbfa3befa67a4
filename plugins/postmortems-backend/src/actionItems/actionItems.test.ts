import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  ActionItemRecord,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IssueTracker } from '@postmortems/backstage-plugin-postmortems-node';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStores } from '../__testUtils__/stores';
import {
  shopEvidence,
  shopIncident,
  shopTrace,
} from '../__testUtils__/shopIncident';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { ActionItemService } from './ActionItemService';
import { withActionItems } from './withActionItems';

jest.setTimeout(20_000);

const ada = asUser('ada');

describe('action items', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

  async function withDocument(
    options: Parameters<typeof startPostmortems>[0] = {},
  ) {
    const backend = await startPostmortems(options);
    const { api } = backend;
    const { key } = shopIncident;
    const {
      title,
      severity,
      services,
      startedAt,
      detectedAt,
      resolvedAt,
      visibility,
    } = shopIncident;
    const made = await api.post('/incidents', {
      key,
      title,
      severity,
      services,
      startedAt,
      detectedAt,
      resolvedAt,
      visibility,
    });
    expect(made.status).toBe(201);
    await api.post(`/incidents/${key}/evidence`, { nodes: shopEvidence });
    await api.post(`/incidents/${key}/traces`, {
      ...shopTrace,
      incidentId: key,
    });
    const { body } = await api.post(`/incidents/${key}/postmortems`, {});
    const document: Postmortem = body;
    const items = async (query = ''): Promise<ActionItemRecord[]> =>
      (await api.get(`/action-items?postmortemId=${document.id}${query}`)).body
        .items;
    const read = async (): Promise<Postmortem> =>
      (await api.get(`/postmortems/${document.id}`)).body;
    const patch = (item: ActionItemRecord, change: object) =>
      api.patch(
        `/postmortems/${document.id}/action-items/${item.id}`,
        { version: item.version, ...change },
        ada,
      );
    return { ...backend, document, items, read, patch };
  }

  it.each(databases.eachSupportedId())(
    'accepts, edits and drops proposals of the pipeline, on %s',
    async databaseId => {
      const { api, items, read, patch, document, stop } = await withDocument({
        databases,
        databaseId,
      });
      const [first, ...others] = await items();
      expect(first).toMatchObject({
        state: 'proposed',
        version: 1,
        createdBy: 'postmortems',
        owner: 'group:default/sre-team',
      });
      expect((await read()).sections.at(-1)!.blocks).toHaveLength(
        others.length + 1,
      );

      const confirmed = await patch(first, {
        state: 'open',
        title: 'Raise the pool of checkout to 100',
      });
      expect(confirmed.status).toBe(200);
      expect(confirmed.body).toMatchObject({ state: 'open', version: 2 });
      // Who saw the older version is told
      expect((await patch(first, { state: 'dropped' })).status).toBe(409);
      expect(
        (await patch(confirmed.body, { state: 'verified' })).body.error.message,
      ).toContain('goes to in_progress or done or dropped');

      const added = await api.post(
        `/postmortems/${document.id}/action-items`,
        {
          id: 'my-item',
          title: 'Alert on a full pool',
          type: 'detect',
          endState: 'An alert fires within 2 minutes of a full pool',
        },
        ada,
      );
      expect(added.status).toBe(201);
      expect(added.body).toMatchObject({
        owner: 'group:default/sre-team',
        state: 'open',
        createdBy: 'user:default/ada',
        dueAt: expect.any(String),
      });
      const again = await api.post(
        `/postmortems/${document.id}/action-items`,
        {
          id: 'my-item',
          title: 'Alert on a full pool',
          type: 'detect',
          endState: 'An alert fires within 2 minutes of a full pool',
        },
        ada,
      );
      expect(again.status).toBe(200);
      expect(again.body).toEqual(added.body);
      // The same id for something else would lose what is sent
      const other = await api.post(
        `/postmortems/${document.id}/action-items`,
        {
          id: 'my-item',
          title: 'Alert on a full pool',
          type: 'detect',
          owner: 'group:default/payments-team',
          endState: 'An alert fires within 2 minutes of a full pool',
        },
        ada,
      );
      expect(other.status).toBe(409);

      // Written again, the document keeps what people decided
      await api.post(`/postmortems/${document.id}/regenerate`, {}, ada);
      const blocks = (await read()).sections.at(-1)!.blocks;
      expect(blocks.map(({ actionItem }) => actionItem?.title)).toEqual(
        expect.arrayContaining([
          'Raise the pool of checkout to 100',
          'Alert on a full pool',
        ]),
      );

      const done = await patch(confirmed.body, { state: 'done' });
      expect(done.body.closedAt).toEqual(expect.any(String));
      expect((await items('&status=closed')).map(({ id }) => id)).toEqual([
        first.id,
      ]);
      const { body: list } = await api.get('/postmortems');
      expect(list.items[0]).toMatchObject({
        openActionItems: 1,
        proposedActionItems: others.length,
      });
      const counts = async (ref: string) =>
        (await api.get(`/action-items/counts?entityRef=${ref}`)).body;
      expect(await counts('component:default/checkout')).toEqual({
        proposed: others.length,
        open: 1,
        overdue: 0,
        closed: 1,
        dropped: 0,
      });
      expect(await counts('component:default/search')).toMatchObject({
        open: 0,
        closed: 0,
      });
      const reopened = await patch(done.body, { state: 'open', dueAt: null });
      expect(reopened.body.closedAt).toBeUndefined();
      await stop();
    },
  );

  it('rejects items that break the rules of the template', async () => {
    const { items, patch, api, document, stop } = await withDocument({
      config: {
        postmortems: {
          templateManagement: {
            defaultVersion: 'v2.4',
            locations: [
              {
                type: 'file',
                target: resolve(
                  __dirname,
                  '../../../../templates/postmortem/v2.4.yaml',
                ),
              },
            ],
          },
        },
      },
    });
    const [first] = await items();
    const answer = await patch(first, {
      state: 'open',
      owner: null,
      dueAt: null,
    });
    expect(answer.status).toBe(422);
    expect(
      answer.body.error.violations.map(({ rule }: { rule: string }) => rule),
    ).toEqual([
      'action_items.assignee_required',
      'action_items.due_date_required',
    ]);
    expect((await items())[0].version).toBe(1);
    const bad = await api.patch(
      `/postmortems/${document.id}/action-items/${first.id}`,
      { version: 1, state: 'proposed' },
      ada,
    );
    expect(bad.status).toBe(400);
    await stop();
  });

  it('keeps accepted items when a new draft no longer proposes them', async () => {
    const { api, document, items, read, patch, stop } = await withDocument();
    const sooner = (await items()).find(({ title }) =>
      title.startsWith('Make CheckoutErrors fire'),
    )!;
    await api.post(
      `/postmortems/${document.id}/action-items`,
      {
        id: 'my-item',
        title: 'Alert on a full pool',
        type: 'detect',
        endState: 'An alert fires within 2 minutes of a full pool',
      },
      ada,
    );
    expect((await patch(sooner, { state: 'open' })).status).toBe(200);
    const { author } = (await read()).sections.at(-1)!.blocks[0];
    expect(author.type).toBe('deterministic');

    await api.patch(`/incidents/${shopIncident.key}`, {
      detectedAt: '2026-03-02T14:03:00.000Z',
    });
    await api.post(`/postmortems/${document.id}/regenerate`, {}, ada);

    const { content } = (
      await api.get(`/postmortems/${document.id}/revisions?limit=1`)
    ).body.items[0];
    expect(JSON.stringify(content)).not.toContain(sooner.id);
    const expected = [
      { author, actionItem: { id: sooner.id, state: 'open' } },
      {
        id: 'added-my-item',
        author: { type: 'person', ref: 'user:default/ada' },
      },
    ];
    const blocksOf = ({ sections }: Postmortem) => sections.at(-1)!.blocks;
    expect(blocksOf(await read()).slice(-2)).toMatchObject(expected);
    // Also when the proposal came up after what people had added
    const peopleFirst = (await items()).sort(
      (one, other) =>
        Number(one.createdBy === 'postmortems') -
        Number(other.createdBy === 'postmortems'),
    );
    expect(
      blocksOf(withActionItems({ ...document, ...content }, peopleFirst)).slice(
        -2,
      ),
    ).toMatchObject(expected);
    await stop();
  });

  it('stores one ticket for each item', async () => {
    const made: string[] = [];
    const { api, items, document, stop } = await withDocument({
      trackers: [
        {
          id: 'paper',
          createTicket: async ({ idempotencyKey }) => {
            const key = `P-${made.push(idempotencyKey)}`;
            await sleep(50);
            return { key, url: `https://tracker.example/${key}` };
          },
        },
      ],
    });
    const [first] = await items();
    const path = `/postmortems/${document.id}/action-items/${first.id}/ticket`;
    const ask = () => api.post(path, { tracker: 'paper' }, ada);
    const answers = [...(await Promise.all([ask(), ask()])), await ask()];
    for (const { body } of answers) {
      expect(body).toMatchObject({
        ticketUrl: 'https://tracker.example/P-1',
        ticketKey: 'P-1',
        version: 2,
      });
    }
    expect(made).toEqual([`${document.id}/${first.id}`]);
    const { status, body } = await api.post(path, { tracker: 'stone' }, ada);
    expect(status).toBe(400);
    expect(body.error.message).toContain("no 'stone', only: paper");
    await stop();
  });

  it.each(databases.eachSupportedId())(
    'keeps the first ticket when two replicas store one, on %s',
    async databaseId => {
      const { document, items, knex, stop } = await withDocument({
        databases,
        databaseId,
      });
      const stores = await openStores(knex!);
      const [{ id: itemId }] = await items();
      // Both have asked before either has an answer, and the tracker makes two
      // tickets
      const made: string[] = [];
      let answer = () => {};
      const bothAsked = new Promise<void>(done => {
        answer = done;
      });
      const tracker: IssueTracker = {
        id: 'paper',
        createTicket: async ({ idempotencyKey }) => {
          const key = `P-${made.push(idempotencyKey)}`;
          if (made.length === 2) answer();
          await bothAsked;
          return { key, url: `https://tracker.example/${key}` };
        },
      };
      const ask = () =>
        new ActionItemService({
          ...stores,
          serviceCatalog: {
            ownerOf: jest.fn(),
            ownersCountedFor: jest.fn(),
            servicesOf: jest.fn(),
          },
          trackers: new Map([['paper', tracker]]),
        }).createTicket({
          postmortem: document,
          itemId,
          tracker: 'paper',
          caller: {
            actor: 'user:default/ada',
            credentials: mockCredentials.user(),
          },
        });
      const [one, other] = await Promise.all([ask(), ask()]);
      expect(new Set(made)).toEqual(new Set([`${document.id}/${itemId}`]));
      expect(made).toHaveLength(2);
      const [stored] = await items();
      expect(stored).toMatchObject({
        ticketKey: expect.stringMatching(/^P-[12]$/),
        version: 2,
      });
      expect([one, other]).toEqual([stored, stored]);
      await stop();
    },
  );
});

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  EvidenceSource,
  IssueTracker,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  addDeadLetters,
  driveWrites,
  methodOf,
  offeringSource,
  pathOf,
  writingRoutes,
} from './__testUtils__/driveWrites';
import { asUser, startPostmortems } from './__testUtils__/testBackend';
import {
  alphanumeric,
  STRONG_PASSWORD,
  token,
} from './secrets/__testUtils__/madeUp';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const github = token('gh', 'p_', alphanumeric(36));
const SECRETS = [github, STRONG_PASSWORD];
/** What somebody says on a bad day. */
const said = `I pushed with ${github}, and the password is ${STRONG_PASSWORD}`;
const address = `https://ops:${STRONG_PASSWORD}@wiki.example.com/page`;
const time = '2026-03-02T14:02:00.000Z';
const service = 'component:default/checkout';

const incident = (key: string) => ({
  key,
  title: `Checkout: ${said}`,
  description: said,
  sourceUrl: address,
  severity: 'sev2' as const,
  services: [service],
  startedAt: time,
});
const node = (id: string) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: time,
  payload: {
    kind: 'message',
    text: said,
    [said]: { password: STRONG_PASSWORD },
  },
  metadata: { service: 'checkout', correlationId: github },
  sourceUrl: address,
});

/** Opens, fills and changes an incident, fails once, and collects in vain. */
function leakySource() {
  const seen: string[] = [];
  let finish = () => {};
  const done = new Promise<void>(resolve => {
    finish = resolve;
  });
  const source: EvidenceSource = {
    id: 'leaky',
    webhook: {
      authenticate: async ({ rawBody }) => {
        seen.push(rawBody.toString());
        return { deliveryId: `delivery of ${github}` };
      },
      process: async ({ body }, access) => {
        seen.push(body);
        const { key } = await access.createIncident({
          ...incident('HOOK-1'),
          visibility: 'public',
          participants: [],
        });
        await access.addEvidence(key, [node('from-hook')]);
        await access.updateIncident(key, { description: `again: ${said}` });
        await access.offerEvidence([
          {
            node: node('offered'),
            services: [said],
            conversation: said,
            incidentKeys: [github],
            restricted: said,
          },
        ]);
        finish();
        throw new Error(`cut off: ${address}`);
      },
    },
    uploads: [
      {
        format: 'leaky',
        title: 'Leaky',
        read: async () => ({
          nodes: [node('uploaded')],
          restricted: said,
          skipped: [{ reason: said, count: 1 }],
        }),
      },
    ],
    collect: async () => {
      throw new Error(`no answer from ${address}`);
    },
  };
  return { source, seen, done };
}

/** All that a database holds, by table. */
async function dump(knex: Knex): Promise<Record<string, string>> {
  const tables: { name: string }[] = knex.client.config.client.includes('pg')
    ? (
        await knex.raw(
          `select table_name as name from information_schema.tables where table_schema = 'public'`,
        )
      ).rows
    : await knex('sqlite_master').where('type', 'table').select('name');
  const rows = await Promise.all(
    tables.map(async ({ name }) => [
      name,
      JSON.stringify(await knex(name).select()),
    ]),
  );
  return Object.fromEntries(rows);
}

describe.each(databases.eachSupportedId())('secrets on %s', databaseId => {
  it('stay out of the database, answers, logs, search, tickets and audits', async () => {
    const logged: unknown[] = [];
    const note = (...entry: unknown[]) => logged.push(...entry);
    const logger = mockServices.logger.mock({
      error: note,
      warn: note,
      info: note,
      debug: note,
      child: () => logger,
    });
    const audited: unknown[] = [];
    const tickets: unknown[] = [];
    const tracker: IssueTracker = {
      id: 'tracker',
      createTicket: async sent => {
        tickets.push(sent);
        return { key: 'T-1', url: 'https://tracker.example.com/T-1' };
      },
    };
    const { source, seen, done } = leakySource();
    const { api, invoke, server, knex, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { permission: { enabled: true } },
      logger,
      sources: [source, offeringSource],
      trackers: [tracker],
      auditor: {
        createEvent: async event => {
          audited.push(event.eventId, event.meta);
          return {
            success: async () => {},
            fail: async ({ error }) => {
              audited.push(error.message);
            },
          };
        },
      },
    });
    const answers: string[] = [];
    const driven = new Set<string>();
    const send = async (
      route: string,
      values: Record<string, string>,
      body: object,
    ) => {
      const answer = await api[methodOf(route)](
        pathOf(route, values),
        body,
        asUser('mei'),
      );
      answers.push(answer.text);
      return answer;
    };

    const key = 'INC-1';
    await request(server)
      .post('/api/postmortems/webhooks/leaky')
      .set('content-type', 'application/json')
      .send({ text: said, url: address })
      .expect(202);
    await done;
    await addDeadLetters(knex!);
    const { id, blockId } = await driveWrites({
      server,
      knex: knex!,
      key,
      said: field => `${field}: ${said}`,
      address,
      call: async (route, values, body) => {
        driven.add(route);
        const { status, body: answer } = await send(route, values, body);
        expect([route, status, status < 300 || answer]).toEqual([
          route,
          status,
          true,
        ]);
        return answer;
      },
      read: async path => (await api.get(path, asUser('mei'))).body,
    });
    // What is refused may be in the answer
    const wrong = { ...node('e-4'), sourceType: said };
    await send('post /incidents/{key}/evidence', { key }, { nodes: [wrong] });
    const block = 'put /postmortems/{id}/blocks/{blockId}';
    await send(`${block}/position`, { id, blockId }, { after: said });
    await send(
      `${block}/category`,
      { id, blockId },
      { baseRevision: 1, category: github },
    );
    await send('post /incidents/reassign', {}, { from: said, to: said });
    await send(
      'post /deliveries/{source}/{id}/retry',
      { source: 'leaky', id: 'unknown' },
      { reason: said },
    );
    await invoke('start-retro', incident('MCP-1'), 'mei');
    const offered = await api.get(
      '/unassigned-evidence?source=leaky',
      asUser('mei'),
    );
    answers.push(offered.text);
    const ids = offered.body.items.map((one: { id: string }) => one.id);
    expect(ids).toHaveLength(1);
    await send(
      'post /incidents/{key}/assigned-evidence',
      { key },
      { ids, conversations: true },
    );
    await send('post /unassigned-evidence/dismiss', {}, { ids });
    await send(
      'post /incidents/{key}/uploads/{format}',
      { key, format: 'leaky' },
      { text: said },
    );
    // Each route that takes a body was driven
    const { body: document } = await api.get('/openapi.json');
    expect([...driven].sort()).toEqual(writingRoutes(document).sort());

    // The source saw the raw bytes once, for the signature
    expect(seen[0]).toContain(github);
    const search = await api.get('/search-documents');
    expect(search.status).toBe(200);
    const exported = await api.get(`/postmortems/${id}/export?format=json`);
    const places: Record<string, string> = {
      ...(await dump(knex!)),
      answers: JSON.stringify(answers),
      search: search.text,
      export: exported.text,
      'second look of the source': JSON.stringify(seen.slice(1)),
      log: logged
        .map(one =>
          one instanceof Error ? `${one.stack}` : JSON.stringify(one),
        )
        .join('\n'),
      audits: JSON.stringify(audited),
      tickets: JSON.stringify(tickets),
    };
    for (const [place, content] of Object.entries(places)) {
      for (const secret of SECRETS) {
        const at = content.indexOf(secret);
        expect({
          place,
          leaked: at === -1 ? '' : content.slice(Math.max(0, at - 80), at),
        }).toEqual({ place, leaked: '' });
      }
    }
    // They were there before they were removed
    const removed = '[removed: GitHub token]';
    for (const table of [
      'incidents',
      'evidence',
      'traces',
      'revisions',
      'claims',
      'action_items',
      'webhook_deliveries',
      'seals',
      'offered_evidence',
    ]) {
      expect({ table, has: places[table].includes(removed) }).toEqual({
        table,
        has: true,
      });
    }
    const { body: evidence } = await api.get(
      `/incidents/${key}/evidence?id=e-1`,
    );
    expect(evidence.items[0].removedSecrets).toEqual(
      expect.arrayContaining([
        { kind: 'GitHub token', pointer: '/metadata/correlationId' },
        { kind: 'password', pointer: '/sourceUrl' },
        { kind: 'GitHub token', pointer: '/payload/text' },
        { kind: 'password', pointer: '/payload/text' },
      ]),
    );
    await stop();
  });
});

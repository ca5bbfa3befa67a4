import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const TOKEN = 'a-token-of-this-test';
const DELIVERIES = ['INC-1', 'INC-2', 'INC-3'];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** Starts `__testUtils__/replica.ts` over the database of the test. */
async function startReplica(
  knex: Pick<Knex, 'client'>,
  folder: string,
  options: {
    slowMs?: number;
    startMs?: number;
    /** Kills itself around the commit of an action item. */
    dies?: 'before' | 'after';
    /** Called again and again while it starts. */
    meanwhile?: (url: string) => Promise<void>;
  } = {},
) {
  const { slowMs = 0, startMs = 0, dies = '' } = options;
  const { meanwhile = async () => {} } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(folder, `${port}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port },
        lifecycle: { startupRequestPauseTimeout: { milliseconds: 100 } },
        database: {
          client: 'pg',
          pluginDivisionMode: 'schema',
          connection: knex.client.connectionSettings,
        },
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: 'test' } },
          ],
        },
      },
      postmortems: {
        machines: [
          {
            subject: 'test',
            allow: [
              'postmortems.incident.create',
              'postmortems.postmortem.create',
              'postmortems.postmortem.update',
            ],
          },
        ],
      },
    }),
  );
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      path.resolve(__dirname, '../__testUtils__/replica.ts'),
      '--config',
      config,
    ],
    {
      env: {
        ...process.env,
        NODE_ENV: 'production',
        SLOW_MS: `${slowMs}`,
        START_MS: `${startMs}`,
        DIES: dies,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: string[] = [];
  const log = () => output.join('').slice(-5_000);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => output.push(String(chunk)));
  }
  const send = (
    method: string,
    to: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) =>
    fetch(`${url}/api/postmortems${to}`, {
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
  const isReady = () =>
    fetch(`${url}/.backstage/health/v1/readiness`).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = Date.now() + 90_000;
  while (!(await isReady())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `The replica did not start, it exited with ${
          child.exitCode
        }:\n${log()}`,
      );
    }
    await meanwhile(url);
    await sleep(200);
  }
  return { child, send, log };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => child.once('exit', resolve));
}

const describeOnPostgres = databases.supports('POSTGRES_18')
  ? describe
  : describe.skip;

describeOnPostgres('a replica', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'postmortems-term-'));
  const children: ChildProcess[] = [];
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends within ten seconds after SIGTERM, and another one does at once what it left', async () => {
    const knex = await databases.init('POSTGRES_18');
    const first = await startReplica(knex, folder, { slowMs: 600_000 });
    children.push(first.child);
    await first.send('POST', '/v1/incidents', {
      key: 'INC-9',
      title: 'Checkout rejects orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00Z',
    });
    for (const id of DELIVERIES) {
      const { status } = await first.send('POST', '/webhooks/slow', id);
      expect(status).toBe(202);
    }
    const deliveries = () =>
      knex
        .withSchema('postmortems')
        .from('webhook_deliveries')
        .orderBy('delivery_id')
        .select('delivery_id', 'state', 'attempts', 'lease_token', 'due_at');
    while ((await deliveries()).some(row => !row.lease_token)) {
      await sleep(50);
    }
    const draft = first.send('POST', '/v1/incidents/INC-9/postmortems', {});
    await sleep(500);

    const begun = Date.now();
    const exit = exitOf(first.child);
    first.child.kill('SIGTERM');
    const answer = await draft;
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await exit).toBe(0);
    expect(Date.now() - begun).toBeLessThan(10_000);
    const left = await deliveries();
    expect(left).toMatchObject(
      DELIVERIES.map(delivery_id => ({
        delivery_id,
        state: 'waiting',
        attempts: 0,
        lease_token: null,
      })),
    );
    for (const { due_at } of left) {
      expect(Date.parse(due_at)).toBeLessThanOrEqual(Date.now());
    }

    const second = await startReplica(knex, folder);
    children.push(second.child);
    const until = Date.now() + 15_000;
    while ((await deliveries()).some(({ state }) => state !== 'done')) {
      if (Date.now() > until) throw new Error(second.log());
      await sleep(100);
    }
    const list = await second.send('GET', '/v1/incidents');
    const { items } = await list.json();
    expect(items.map(({ key }: { key: string }) => key).sort()).toEqual([
      ...DELIVERIES,
      'INC-9',
    ]);
    const drafted = await second.send(
      'POST',
      '/v1/incidents/INC-9/postmortems',
      {},
    );
    expect(drafted.status).toBe(201);
    const ended = exitOf(second.child);
    second.child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('does a write once that others were killed before and after the commit of', async () => {
    const knex = await databases.init('POSTGRES_18');
    const start = async (dies?: 'before' | 'after') => {
      const replica = await startReplica(knex, folder, { dies });
      children.push(replica.child);
      return replica;
    };
    const first = await start('before');
    await first.send('POST', '/v1/incidents', {
      key: 'INC-9',
      title: 'Checkout rejects orders',
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:02:00Z',
    });
    const drafted = await first.send(
      'POST',
      '/v1/incidents/INC-9/postmortems',
      {},
    );
    const actionItems = `/v1/postmortems/${
      (await drafted.json()).id
    }/action-items`;
    const item = {
      title: 'Alert on rejected orders',
      type: 'detect',
      endState: 'An alert fires when orders are rejected',
    };
    const addItem = async ({ send }: typeof first) => {
      for (;;) {
        const answer = await send('POST', actionItems, item, {
          'idempotency-key': 'k',
        });
        const { id, error } = await answer.json();
        if (error?.name !== 'RequestInProgressError') return { id, error };
        await sleep(300);
      }
    };
    await expect(addItem(first)).rejects.toThrow();
    const second = await start('after');
    await expect(addItem(second)).rejects.toThrow();
    const third = await start();
    expect((await addItem(third)).error).toMatchObject({
      name: 'AlreadyDoneError',
      incidentKey: 'INC-9',
    });
    const list = await third.send('GET', '/v1/action-items');
    const { items } = await list.json();
    expect(
      items.filter(({ title }: { title: string }) => title === item.title),
    ).toHaveLength(1);
  });

  it('exits when it starts while the database is away, so that it is started again', async () => {
    const connectionSettings = { host: '127.0.0.1', port: await freePort() };
    await expect(
      startReplica({ client: { connectionSettings } } as any, folder),
    ).rejects.toThrow(/exited with 1.*ECONNREFUSED/s);
  });

  it('answers webhooks with 503 while it starts, from when they have a route', async () => {
    const statuses: number[] = [];
    const replica = await startReplica(
      await databases.init('POSTGRES_18'),
      folder,
      {
        startMs: 3_000,
        meanwhile: async url => {
          const answer = await fetch(`${url}/api/postmortems/webhooks/slow`, {
            method: 'POST',
            body: 'INC-1',
          }).catch(() => undefined);
          if (answer) statuses.push(answer.status);
        },
      },
    );
    children.push(replica.child);
    const { status } = await replica.send('POST', '/webhooks/slow', 'INC-2');
    expect(status).toBe(202);
    expect(statuses.filter(one => one === 503).length).toBeGreaterThan(3);
    // Backstage itself answers 404 before the plugin has its routes
    const routed = statuses.slice(statuses.indexOf(503));
    expect(routed.every(one => one === 503 || one === 202)).toBe(true);
  });
});

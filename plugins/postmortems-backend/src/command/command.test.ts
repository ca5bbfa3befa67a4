import createKnex, { type Knex } from 'knex';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'shell-quote';
import { runCommand } from '.';
import { asAdministrator } from '../__testUtils__/asAdministrator';
import { testIncident, testNode } from '../__testUtils__/records';
import { openStores } from '../__testUtils__/stores';
import { LegalHoldStore } from '../incidents';
import { SealChain, sealEvidence, SealKeys } from '../sealing';
import { STRONG_PASSWORD } from '../secrets/__testUtils__/madeUp';

jest.setTimeout(30_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'command-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A database of the plugin in a folder, with a sealed incident, and its configuration. */
async function sealedDatabase() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const config = path.join(folder, 'app-config.yaml');
  await writeFile(
    config,
    JSON.stringify({
      backend: {
        database: {
          client: 'better-sqlite3',
          connection: { directory: folder },
        },
      },
      postmortems: { sealing: { keys: [{ id: 'test', privateKey: pem }] } },
    }),
  );
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: path.join(folder, 'postmortems.sqlite') },
    useNullAsDefault: true,
  });
  const key = createPrivateKey(pem);
  const chain = SealChain.create({
    keys: new SealKeys([
      { id: 'test', privateKey: key, publicKey: createPublicKey(key) },
    ]),
  });
  const stores = await openStores(knex, chain);
  const incident = testIncident();
  await stores.incidents.create({ incident, actor: 'a' });
  await stores.evidence.insert({
    incidentKey: incident.key,
    nodes: [testNode({ id: 'log-1' })],
    actor: 'a',
  });
  await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
  return { knex, config };
}

/** Stores a delivery that was tried in vain, with a secret from before they were masked. */
async function giveUp(knex: Knex, source: string, id: string) {
  await knex('webhook_deliveries').insert({
    source_id: source,
    delivery_id: id,
    kind: 'delivery',
    state: 'failed',
    body: `the pw is ${STRONG_PASSWORD} \u001b[2J`,
    received_at: '2026-03-02T14:02:00.000Z',
    due_at: '2026-03-02T14:02:00.000Z',
    attempts: 10,
  });
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommand(args, {
    print: text => out.push(text),
    printError: text => err.push(text),
  });
  return { code, out: out.join(''), err: err.join('') };
}

it('says that everything is as it was sealed, and what it cannot tell', async () => {
  const { knex, config } = await sealedDatabase();
  await knex.destroy();
  const { code, out, err } = await run('seal', 'verify', '--config', config);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Checked 1 entry of the chain, 1 seal, 1 incident.');
  expect(out).toContain('Every entry is signed.');
  expect(out).toContain(
    'No anchor: whether the end of the chain was taken away cannot be told.',
  );
  expect(out).toContain('Everything is as it was sealed.');
});

it('names what is not, for all incidents and for one', async () => {
  const { knex, config } = await sealedDatabase();
  await asAdministrator(knex, () => knex('evidence').del());
  await knex.destroy();
  const all = await run('seal', 'verify', '--config', config);
  expect(all.code).toBe(1);
  expect(all.out).toContain(
    "Not as it was sealed (1 problem):\n- Evidence 'log-1' was removed after it was sealed",
  );
  const one = await run(
    'seal',
    'verify',
    'INC-1',
    '--json',
    '--config',
    config,
  );
  expect(one.code).toBe(1);
  expect(JSON.parse(one.out).problems).toMatchObject([
    { what: 'missing', incidentKey: 'INC-1', subject: 'log-1' },
  ]);
});

it('compares with anchors of a file', async () => {
  const { knex, config } = await sealedDatabase();
  await knex.destroy();
  const anchor = path.join(folder, 'anchors.jsonl');
  await writeFile(
    anchor,
    `${JSON.stringify({ sequence: 7, hash: 'a'.repeat(64) })}\n`,
  );
  const { code, out } = await run(
    'seal',
    'verify',
    '--anchor',
    anchor,
    '--config',
    config,
  );
  expect(code).toBe(1);
  expect(out).toContain(
    '- The chain ends at 1, but entry 7 was noted outside of the database',
  );
});

it('does not say that all is well of an incident that was never sealed, nor of an empty database', async () => {
  const { knex, config } = await sealedDatabase();
  const typo = await run('seal', 'verify', 'INC-TYPO', '--config', config);
  expect(typo.code).toBe(2);
  expect(typo.out).toBe(
    'Nothing was checked: incident INC-TYPO was never sealed, or all of it was removed. Check how it is written.\n',
  );
  await asAdministrator(knex, async () => {
    for (const table of ['seal_chain', 'seals', 'sealed_evidence']) {
      await knex(table).del();
    }
  });
  await knex.destroy();
  const emptied = await run('seal', 'verify', '--config', config);
  expect(emptied.code).toBe(2);
  expect(emptied.out).toContain('Nothing was checked');
  expect(emptied.out).not.toContain('Every entry is signed');
});

it('does not check without the anchors that it was told of', async () => {
  const { knex, config } = await sealedDatabase();
  await knex.destroy();
  const missing = path.join(folder, 'missing.jsonl');
  const withAnchor = (file: string) =>
    run('seal', 'verify', '--anchor', file, '--config', config);
  expect(await withAnchor(missing)).toEqual({
    code: 2,
    out: '',
    err: `No anchor is in ${missing}, or it is not there. Name a file that has some with --anchor\n`,
  });
  const empty = path.join(folder, 'empty.jsonl');
  await writeFile(empty, 'no anchor\n');
  expect((await withAnchor(empty)).code).toBe(2);
  const text = JSON.parse(await readFile(config, 'utf8'));
  text.postmortems.sealing.anchorFile = missing;
  await writeFile(config, JSON.stringify(text));
  expect((await run('seal', 'verify', '--config', config)).code).toBe(2);
});

it('says what to do about a chain without signatures under a key', async () => {
  const { knex, config } = await sealedDatabase();
  await asAdministrator(knex, () =>
    knex('seal_chain').update({ key_id: null, signature: null }),
  );
  await knex.destroy();
  const { code, out } = await run('seal', 'verify', '--config', config);
  expect(code).toBe(1);
  expect(out).toContain('Entry 1 of the chain has no signature');
  expect(out).toContain('set postmortems.sealing.unsignedThrough: 1;');
});

it('masks stored secrets, says of how many rows, and what was sealed can be checked after it', async () => {
  const { knex, config } = await sealedDatabase();
  await openStores(knex).then(({ incidents }) =>
    incidents.create({
      incident: testIncident({
        key: 'INC-2',
        title: `the pw is ${STRONG_PASSWORD}`,
      }),
      actor: 'test',
    }),
  );
  await knex.destroy();
  const mask = ['secrets', 'mask', '--config', config];
  expect(await run(...mask, '--dry-run')).toEqual({
    code: 0,
    err: '',
    out: 'INC-2: 1 row of incidents would be changed\nIn all: 1 row of incidents would be changed.\n',
  });
  expect((await run(...mask)).out).toContain('1 row of incidents changed.');
  expect((await run(...mask)).out).toBe('No secrets were found.\n');
  expect((await run('seal', 'verify', '--config', config)).code).toBe(0);
});

it('lists, shows, retries and drops deliveries that were given up', async () => {
  const { knex, config } = await sealedDatabase();
  await giveUp(knex, 'pagerduty', 'a');
  await giveUp(knex, 'pagerduty', 'b');
  const deliveries = (...args: string[]) =>
    run('deliveries', ...args, '--config', config);

  const { out: listed } = await deliveries('list');
  expect(listed).toContain(
    'pagerduty a\n  delivery, failed, received 2026-03-02T14:02:00.000Z, tried 10 times',
  );
  expect(listed).toContain('pagerduty b');
  expect(JSON.parse((await deliveries('list', '--json')).out)).toMatchObject([
    { id: 'a' },
    { id: 'b' },
  ]);
  const { out: shown } = await deliveries('show', 'pagerduty', 'a');
  expect(shown).toContain('[removed: password]');
  expect(shown).toContain('\\u{1b}[2J');
  expect(shown).not.toContain(STRONG_PASSWORD);
  expect((await deliveries('retry', 'pagerduty', 'a')).out).toBe(
    'It will be tried again.\n',
  );
  expect((await deliveries('drop', 'pagerduty', 'b')).code).toBe(0);
  expect((await deliveries('list')).out).toBe('No delivery was given up.\n');
  expect(
    await knex('webhook_deliveries')
      .orderBy('delivery_id')
      .select('delivery_id', 'state', 'attempts'),
  ).toEqual([
    { delivery_id: 'a', state: 'waiting', attempts: 0 },
    { delivery_id: 'b', state: 'dropped', attempts: 10 },
  ]);
  expect(
    await knex('audit_log')
      .where('action', 'like', 'delivery.%')
      .select('actor', 'action', 'subject_id'),
  ).toEqual([
    {
      actor: 'postmortems:command',
      action: 'delivery.retry_by_hand',
      subject_id: 'a',
    },
    { actor: 'postmortems:command', action: 'delivery.drop', subject_id: 'b' },
  ]);
  await knex.destroy();
  // Asked for again after an answer that was lost
  expect((await deliveries('drop', 'pagerduty', 'b')).code).toBe(0);
  expect(await deliveries('retry', 'pagerduty', 'b')).toMatchObject({
    code: 2,
    err: expect.stringContaining('only one that failed'),
  });
  expect(await deliveries('show', 'pagerduty', 'c')).toMatchObject({
    code: 2,
    err: expect.stringContaining('No such delivery'),
  });
  expect(await deliveries('show', 'pagerduty')).toMatchObject({ code: 2 });
});

it('erases an incident and a person, after a look at what goes', async () => {
  const { knex, config } = await sealedDatabase();
  await openStores(knex).then(({ evidence }) =>
    evidence.insert({
      incidentKey: 'INC-1',
      nodes: [
        testNode({
          id: 'message',
          sourceType: 'chat',
          payload: {
            kind: 'message',
            author: { id: 'U0ADA', name: 'Ada Lovelace' },
            text: 'the marzipan is gone',
          },
        }),
      ],
      actor: 'test',
    }),
  );
  const person = ['erase', 'person', '--name', 'U0ADA', '--reason', 'asked'];
  const dryRun = await run(...person, '--dry-run', '--config', config);
  expect(dryRun).toEqual({
    code: 0,
    err: '',
    out: 'INC-1: 1 row of evidence would be changed\nNames: U0ADA, Ada Lovelace\nIn all: 1 row of evidence would be changed.\n',
  });
  expect((await run(...person, '--config', config)).out).toBe(
    'Erased: 1 row of evidence changed. The backend does the rest within two minutes: search, and what modules keep.\n',
  );
  const [{ payload }] = await knex('evidence').where('id', 'message');
  expect(payload).not.toContain('marzipan');
  const incident = ['erase', 'incident', 'INC-1', '--reason', 'by mistake'];
  const { code, out } = await run(...incident, '--config', config);
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringContaining('2 rows of evidence'),
  });
  expect(await run(...incident, '--config', config)).toMatchObject({
    code: 2,
    err: expect.stringContaining("The text of incident 'INC-1' was erased on"),
  });
  await knex.destroy();
  expect((await run('seal', 'verify', '--config', config)).code).toBe(0);
});

it('refuses an erasure without a reason', async () => {
  const { knex, config } = await sealedDatabase();
  await knex.destroy();
  const answer = await run('erase', 'incident', 'INC-1', '--config', config);
  expect(answer.code).toBe(2);
  expect(answer.err).toContain('reason');
});

it('lists what retention erases, and erases it but for what is on legal hold', async () => {
  const { knex, config } = await sealedDatabase();
  const resolvedAt = '2020-03-02T15:00:00.000Z';
  await openStores(knex).then(async ({ incidents }) => {
    for (const key of ['OLD-1', 'OLD-2']) {
      const incident = testIncident({
        key,
        startedAt: '2020-03-02T14:00:00.000Z',
        createdAt: '2020-03-02T14:10:00.000Z',
        resolvedAt,
        status: 'resolved',
      });
      await incidents.create({ incident, actor: 'test' });
    }
  });
  await new LegalHoldStore({ knex }).set({
    key: 'OLD-2',
    reason: 'a case',
    actor: 'test',
  });
  await knex.destroy();
  const text = JSON.parse(await readFile(config, 'utf8'));
  text.postmortems.retention = { default: { days: 730 } };
  await writeFile(config, JSON.stringify(text));
  const dryRun = await run('retention', '--dry-run', '--config', config);
  const kept =
    '(sev2, resolved 2020-03-02): kept until 2022-03-02 by postmortems.retention.default: 730 days';
  expect(dryRun).toEqual({
    code: 0,
    err: '',
    out: `OLD-1 ${kept}\nOLD-2 ${kept}, stays on legal hold: a case\n1 incident would be erased.\n`,
  });
  expect((await run('retention', '--config', config)).out).toBe(
    'OLD-1: erased\n1 incident was erased. The backend does the rest within two minutes: search, and what modules keep.\n',
  );
  expect((await run('retention', '--config', config)).out).toBe(
    '0 incidents were erased.\n',
  );
});

it('does what docs/operations.md says', async () => {
  const { knex, config } = await sealedDatabase();
  await giveUp(knex, 'pagerduty', '01HXK3');
  await giveUp(knex, 'pagerduty', '01HXK4');
  const head = await knex('seal_chain').first({
    sequence: 'sequence',
    hash: 'entry_hash',
  });
  await knex.destroy();
  const docs = await readFile(
    path.resolve(__dirname, '../../../../docs/operations.md'),
    'utf8',
  );
  const anchor = path.join(folder, 'anchors.jsonl');
  await writeFile(anchor, `${JSON.stringify(head)}\n`);
  const commands = [...docs.matchAll(/^postmortems (.+?)(?: +#.*)?$/gm)].map(
    ([, rest]) =>
      parse(
        rest.replace('INC-42', 'INC-1').replace('anchors.jsonl', anchor),
      ).map(String),
  );
  expect(commands.length).toBeGreaterThanOrEqual(3);
  for (const command of commands) {
    const { code, err } = await run(...command, '--config', config);
    expect({ command, code, err }).toEqual({ command, code: 0, err: '' });
  }
});

it('ends as a process of its own, with its exit code', async () => {
  const { knex, config } = await sealedDatabase();
  await knex.destroy();
  const bin = path.resolve(__dirname, '../../bin/postmortems');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [bin, 'seal', 'verify', '--config', config],
    { timeout: 60_000 },
  );
  expect(stdout).toContain('Everything is as it was sealed.');
}, 70_000);

it('explains itself when it is asked for something else', async () => {
  expect(await run('seal')).toMatchObject({
    code: 2,
    err: expect.stringContaining('seal verify [INCIDENT]'),
  });
  expect((await run('--help')).code).toBe(0);
  expect((await run('seal', 'verify', '--what')).code).toBe(2);
});

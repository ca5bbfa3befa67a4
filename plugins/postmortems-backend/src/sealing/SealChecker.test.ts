import type { Knex } from 'knex';
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { asAdministrator } from '../__testUtils__/asAdministrator';
import { testContent, testIncident, testNode } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { contentHashOf, EvidenceStore } from '../evidence';
import { canonicalHash } from '../platform/hashing';
import { newRevision } from '../postmortems/newRevision';
import { revisionHashes } from '../postmortems/revisionHashes';
import { entryHashOf, SealChain } from './SealChain';
import { SealChecker } from './SealChecker';
import { recordRemoval, removalHashes } from './removals';
import { sealEvidence } from './sealEvidence';
import { SealKeys } from './SealKeys';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const NODES = 5;

function keys(...ids: string[]): SealKeys {
  return new SealKeys(
    ids.map(id => ({ id, ...generateKeyPairSync('ed25519') })),
  );
}

describe.each(databases.eachSupportedId())('SealChecker on %p', databaseId => {
  /** Three incidents with evidence, a seal and two revisions each. */
  const filled = async (sealKeys = keys('2026')) => {
    const chain = SealChain.create({ keys: sealKeys });
    const { knex, stores } = await createTestStores(
      databases,
      databaseId,
      chain,
    );
    const postmortems: string[] = [];
    for (const key of ['INC-1', 'INC-2', 'INC-3']) {
      const incident = testIncident({ key });
      await stores.incidents.create({ incident, actor: 'a' });
      await stores.evidence.insert({
        incidentKey: key,
        nodes: Array.from({ length: NODES }, (_, index) =>
          testNode({
            id: `log-${index}`,
            payload: { kind: 'log', message: `line ${index} of ${key}` },
          }),
        ),
        actor: 'a',
      });
      const { seal } = await sealEvidence({
        seals: stores.seals,
        incident,
        actor: 'a',
      });
      for (const title of ['first', 'second']) {
        const { postmortem } = await stores.revisions.save({
          revision: newRevision({
            incidentKey: key,
            author: { type: 'person', ref: 'user:default/ada' },
            reason: title,
            sealId: seal.id,
            content: { ...testContent(), title },
          }),
          actor: 'a',
        });
        postmortems.push(postmortem.id);
      }
    }
    const checker = new SealChecker({
      knex,
      chain,
      evidence: EvidenceStore.create({ knex }),
      revisions: ids => revisionHashes(knex, ids),
    });
    const messages = async (
      options: Parameters<SealChecker['check']>[0] = {},
    ) => (await checker.check(options)).problems.map(one => one.message);
    return {
      knex,
      stores,
      chain,
      checker,
      messages,
      postmortem: postmortems[0],
    };
  };

  it('finds nothing in what nobody touched', async () => {
    const { checker } = await filled();
    expect(await checker.check()).toMatchObject({
      entries: 9,
      signed: 9,
      seals: 3,
      incidents: 3,
      problems: [],
    });
  });

  it.each<
    [
      string,
      (knex: Knex, ids: { postmortem: string }) => Promise<unknown>,
      RegExp[],
    ]
  >([
    [
      'a deleted piece of evidence',
      knex =>
        knex('evidence').where({ incident_key: 'INC-2', id: 'log-3' }).del(),
      [/^Evidence 'log-3' was removed/],
    ],
    [
      'a changed payload with its hash',
      knex => forge(knex, 'log-1', { kind: 'log', message: 'all is well' }),
      [/^Evidence 'log-1' was changed/],
    ],
    [
      'a changed payload with its hash, also where the hash was kept',
      async knex => {
        const hash = await forge(knex, 'log-1', { kind: 'log', message: 'ok' });
        await knex('sealed_evidence')
          .where({ incident_key: 'INC-1', evidence_id: 'log-1' })
          .update({ content_hash: hash });
      },
      [
        /^The list of the evidence of incident INC-1 that was sealed was changed/,
      ],
    ],
    [
      'two pieces of evidence that were swapped',
      async knex => {
        const at = (id: string) =>
          knex('evidence').where({ incident_key: 'INC-1', id });
        await at('log-1').update({ id: 'other' });
        await at('log-2').update({ id: 'log-1' });
        await at('other').update({ id: 'log-2' });
      },
      [/^Evidence 'log-1' was changed/, /^Evidence 'log-2' was changed/],
    ],
    [
      'evidence that was put among what was sealed',
      async knex => {
        const row = await knex('evidence')
          .where({ incident_key: 'INC-1', id: 'log-1' })
          .first();
        await knex('evidence').insert({ ...row, id: 'planted' });
      },
      [/^Evidence 'planted' was added/],
    ],
    [
      'an incident that vanished with all that belongs to it',
      async (knex, { postmortem: _ }) => {
        const ids = await knex('postmortems')
          .where({ incident_key: 'INC-3' })
          .pluck('id');
        await knex('revisions').whereIn('postmortem_id', ids).del();
        for (const table of [
          'postmortems',
          'seals',
          'evidence',
          'sealed_evidence',
          'audit_log',
          'incident_metrics',
          'incident_services',
          'incident_participants',
        ]) {
          await knex(table).where({ incident_key: 'INC-3' }).del();
        }
        await knex('incidents').where({ key: 'INC-3' }).del();
      },
      [
        /^Seal .* of incident INC-3 is missing/,
        /^Revision .*\/1 of incident INC-3 is missing/,
        /^Revision .*\/2 of incident INC-3 is missing/,
        /^Incident INC-3 was sealed and is missing/,
      ],
    ],
    [
      'an edited revision',
      async (knex, { postmortem }) => {
        const at = () =>
          knex('revisions').where({ postmortem_id: postmortem, revision: 1 });
        const { content } = await at().first();
        await at().update({ content: content.replace('first', 'forged') });
      },
      [/^Revision .*\/1 of incident INC-1 was changed/],
    ],
    [
      'a seal that was replaced by an older state of it',
      knex =>
        knex('seals')
          .where({ incident_key: 'INC-1' })
          .update({ sealed_at: '2020-01-01T00:00:00.000Z' }),
      [/^Seal .* of incident INC-1 was changed/],
    ],
    [
      'a seal that was written past the chain',
      async knex => {
        const row = await knex('seals')
          .where({ incident_key: 'INC-1' })
          .first();
        await knex('seals').insert({
          ...row,
          id: 'planted',
          record_hash: 'f'.repeat(64),
        });
      },
      [
        /^Seal planted of incident INC-1 is not in the chain/,
        /^The incident record in seal planted of incident INC-1 was changed/,
      ],
    ],
    [
      'a document that shows an earlier revision as its newest',
      (knex, { postmortem }) =>
        knex('postmortems').where({ id: postmortem }).update({ revision: 1 }),
      [/^The postmortem of incident INC-1 shows revision 1 as its newest/],
    ],
    [
      'an entry that was taken out of the chain',
      knex => knex('seal_chain').where({ sequence: 4 }).del(),
      [
        /^Seal .* of incident INC-2 is not in the chain/,
        /^Entries of the chain right before number 5 are missing/,
      ],
    ],
    [
      'a chain that was computed anew without the key',
      async knex =>
        rechain(knex, row => ({ ...row, at: '2020-01-01T00:00:00.000Z' })),
      [/^The signature of entry 1 of the chain is not of key '2026'/],
    ],
    [
      'signatures that were removed',
      knex =>
        knex('seal_chain')
          .where('sequence', '>', 5)
          .update({ key_id: null, signature: null }),
      [/^Entry 6 of the chain has no signature, although a key is configured/],
    ],
    [
      'a forged revision under a chain that was computed anew without signatures',
      async (knex, { postmortem }) => {
        const at = () =>
          knex('revisions').where({ postmortem_id: postmortem, revision: 2 });
        const row = await at().first();
        const content = row.content.replace('second', 'forged');
        await at().update({
          content,
          content_hash: canonicalHash(JSON.parse(content)),
        });
        const id = `${postmortem}/2`;
        const forged = (await revisionHashes(knex, [id])).get(id)!;
        await rechain(knex, entry => ({
          ...entry,
          ...(entry.subject_id === id && { subject_hash: forged }),
          key_id: null,
          signature: null,
        }));
      },
      [
        /^Entry 1 of the chain has no signature, although a key is configured/,
        /^Entry 9 of the chain has no signature/,
      ],
    ],
  ])('finds %s', async (_, tamper, expected) => {
    const { knex, messages, postmortem } = await filled();
    await asAdministrator(knex, () => tamper(knex, { postmortem }));
    const found = await messages();
    for (const message of expected) {
      expect(found).toContainEqual(expect.stringMatching(message));
    }
  });

  it('finds with an anchor what was cut off at the end, and says nothing without one', async () => {
    const { knex, checker, messages } = await filled();
    const { head } = await checker.check();
    await asAdministrator(knex, async () => {
      const last = await knex('revisions')
        .orderBy('created_at', 'desc')
        .first();
      await knex('revisions')
        .where({ postmortem_id: last.postmortem_id, revision: 2 })
        .del();
      await knex('postmortems')
        .where({ id: last.postmortem_id })
        .update({ revision: 1 });
      await knex('seal_chain').where({ sequence: 9 }).del();
    });
    expect(await messages()).toEqual([]);
    expect(await messages({ anchors: [head!] })).toEqual([
      expect.stringMatching(
        /^The chain ends at 8, but entry 9 was noted outside/,
      ),
    ]);
  });

  it('finds with an anchor a dump that was restored and written on', async () => {
    const { knex, stores, checker, messages } = await filled();
    const { head } = await checker.check();
    await asAdministrator(knex, async () => {
      const last = await knex('revisions')
        .orderBy('created_at', 'desc')
        .first();
      await knex('revisions')
        .where({ postmortem_id: last.postmortem_id, revision: 2 })
        .del();
      await knex('postmortems')
        .where({ id: last.postmortem_id })
        .update({ revision: 1 });
      await knex('seal_chain').where({ sequence: 9 }).del();
    });
    await stores.evidence.insert({
      incidentKey: 'INC-1',
      nodes: [testNode({ id: 'later' })],
      actor: 'a',
    });
    const incident = await stores.incidents.get({ key: 'INC-1' });
    await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
    expect(await messages()).toEqual([]);
    expect(await messages({ anchors: [head!] })).toEqual([
      'Entry 9 of the chain is not the one that was noted outside of the database',
    ]);
  });

  it('finds a number that was noted with two hashes, however late the second was added', async () => {
    const { checker, messages } = await filled();
    const { head } = await checker.check();
    const earlier = { sequence: 9, hash: 'a'.repeat(64) };
    expect(await messages({ anchors: [earlier, head!] })).toEqual([
      `Entry 9 of the chain was replaced: it was noted as ${
        earlier.hash
      }, later as ${head!.hash}`,
      'Entry 9 of the chain is not the one that was noted outside of the database',
    ]);
    expect(await checker.compare([earlier, head!])).toHaveLength(2);
    expect(await checker.compare([head!])).toEqual([]);
  });

  it('finds without a key an entry that was signed when it was noted', async () => {
    const { knex, checker } = await filled();
    const noted = (await checker.head())!;
    expect(noted.signed).toBe(true);
    await asAdministrator(knex, () =>
      knex('seal_chain').update({ key_id: null, signature: null }),
    );
    const withoutKeys = new SealChecker({
      knex,
      chain: SealChain.create(),
      evidence: EvidenceStore.create({ knex }),
      revisions: ids => revisionHashes(knex, ids),
    });
    expect((await withoutKeys.check({ anchors: [noted] })).problems).toEqual([
      expect.objectContaining({
        what: 'anchor',
        message: expect.stringMatching(/^Entry 9 .* but had one when it was/),
      }),
    ]);
  });

  /** Changes log-0 of INC-1 and writes a removal that says so. */
  const forgeRemoval = async (knex: Knex, entry: object) => {
    const { content_hash: from } = await knex('evidence')
      .where({ incident_key: 'INC-1', id: 'log-0' })
      .first();
    const to = await forge(knex, 'log-0', { kind: 'log', message: 'all well' });
    const removal = {
      id: 'forged',
      incident_key: 'INC-1',
      at: '2026-12-01T10:00:00.000Z',
      reason: 'a secret was removed',
      changes: JSON.stringify({
        evidence: { 'log-0': { from, to } },
        revisions: {},
        seals: [],
      }),
    };
    await knex('removals').insert(removal);
    const last = await knex('seal_chain').orderBy('sequence', 'desc').first();
    const unhashed = {
      ...last,
      sequence: last.sequence + 1,
      kind: 'removal' as const,
      subject_id: removal.id,
      incident_key: 'INC-1',
      subject_hash: (await removalHashes(knex, ['forged'])).get('forged')!,
      previous_hash: last.entry_hash,
      at: removal.at,
    };
    await knex('seal_chain').insert({
      ...unhashed,
      entry_hash: entryHashOf(unhashed),
      ...entry,
    });
  };

  it.each([
    ['without a signature', { key_id: null, signature: null }],
    ['with the signature of another entry', {}],
    ['with a made-up hash', { entry_hash: 'e'.repeat(64) }],
  ])(
    'excuses nothing by a removal that was written %s, also for one incident and when a document is opened',
    async (_, entry) => {
      const { knex, stores, messages } = await filled();
      await asAdministrator(knex, () => forgeRemoval(knex, entry));
      const changed = "Evidence 'log-0' was changed after it was sealed";
      const ofIncident = await messages({ incidentKey: 'INC-1' });
      expect(ofIncident).toContain(changed);
      expect(ofIncident).toContainEqual(
        expect.stringMatching(/entry 10|Entry 10/),
      );
      const opened = await stores.seals.problemsOf({
        incidentKey: 'INC-1',
        ids: ['log-0', 'log-1'],
      });
      expect(opened.map(({ message }) => message)).toEqual([changed]);
    },
  );

  /** Changes log-0 of INC-1 as the removal of a secret does. */
  const mask = async (knex: Knex, chain: SealChain, text: string) => {
    const at = () =>
      knex('evidence').where({ incident_key: 'INC-1', id: 'log-0' });
    const { content_hash: from } = await at().first();
    await asAdministrator(knex, async () => {
      const to = await forge(knex, 'log-0', { kind: 'log', message: text });
      await knex.transaction(tx =>
        recordRemoval(tx, {
          chain,
          incidentKey: 'INC-1',
          reason: 'a secret was removed',
          changes: {
            evidence: { 'log-0': { from, to } },
            revisions: {},
            seals: [],
          },
        }),
      );
    });
  };

  it('finds nothing after a removal since it checked the incident before', async () => {
    const { knex, chain, messages } = await filled();
    for (const text of ['[removed: password]', '[removed: token]']) {
      await mask(knex, chain, text);
      expect(await messages({ incidentKey: 'INC-1' })).toEqual([]);
    }
    expect(await messages()).toEqual([]);
  });

  it('finds nothing when something is removed while it checks', async () => {
    const { knex, chain } = await filled();
    const evidence = EvidenceStore.create({ knex });
    let checks = 0;
    const checker = new SealChecker({
      knex,
      chain,
      evidence: {
        async *stream(options) {
          checks += 1;
          if (checks === 1) await mask(knex, chain, '[removed: password]');
          yield* evidence.stream(options);
        },
      },
      revisions: ids => revisionHashes(knex, ids),
    });
    const { problems } = await checker.check({ incidentKey: 'INC-1' });
    expect({ problems, checks }).toEqual({ problems: [], checks: 2 });
  });

  it('verifies entries of earlier keys, and says which key is missing', async () => {
    const old = generateKeyPairSync('ed25519');
    const { knex, checker } = await filled(
      new SealKeys([{ id: 'old', ...old }]),
    );
    const withKeys = (sealKeys: SealKeys) =>
      new SealChecker({
        knex,
        chain: SealChain.create({ keys: sealKeys }),
        evidence: EvidenceStore.create({ knex }),
        revisions: ids => revisionHashes(knex, ids),
      }).check();
    expect((await checker.check()).problems).toEqual([]);
    const rotated = new SealKeys([
      { id: 'new', ...generateKeyPairSync('ed25519') },
      { id: 'old', publicKey: old.publicKey },
    ]);
    expect((await withKeys(rotated)).problems).toEqual([]);
    const { problems } = await withKeys(keys('new'));
    expect(problems[0].message).toBe(
      "Entry 1 of the chain was signed with key 'old', which the configuration does not have",
    );
  });

  it('accepts entries without a signature up to the one that the configuration names', async () => {
    const { knex } = await filled(SealKeys.none());
    const pair = generateKeyPairSync('ed25519');
    const withKey = (unsignedThrough?: number) => {
      const chain = SealChain.create({
        keys: new SealKeys([{ id: 'first', ...pair }], unsignedThrough),
      });
      return new SealChecker({
        knex,
        chain,
        evidence: EvidenceStore.create({ knex }),
        revisions: ids => revisionHashes(knex, ids),
      });
    };
    expect((await withKey(9).check()).problems).toEqual([]);
    expect((await withKey(8).check()).problems).toMatchObject([
      { what: 'unsigned', sequence: 9 },
    ]);
    expect(
      (await withKey().check({ incidentKey: 'INC-1' })).problems,
    ).toMatchObject(
      [1, 2, 3].map(sequence => ({ what: 'unsigned', sequence })),
    );
  });

  it('finds nothing in what was there before there was a chain', async () => {
    const { knex, checker } = await filled(SealKeys.none());
    const directory = path.resolve(__dirname, '../../migrations');
    await knex.migrate.down({ directory });
    await knex.migrate.up({ directory });
    expect(await checker.check()).toMatchObject({
      entries: 9,
      signed: 0,
      problems: [],
    });
  });

  it('reads the kept hashes once for an incident with many seals, and finds what was changed', async () => {
    const { knex, stores, checker } = await filled();
    const incident = await stores.incidents.get({ key: 'INC-1' });
    await stores.evidence.insert({
      incidentKey: 'INC-1',
      nodes: [testNode({ id: 'later' })],
      actor: 'a',
    });
    await sealEvidence({ seals: stores.seals, incident, actor: 'a' });
    const options = { incidentKey: 'INC-1', newestOnly: true };
    expect((await checker.check(options)).problems).toEqual([]);
    await asAdministrator(knex, async () => {
      const hash = await forge(knex, 'log-1', { kind: 'log', message: 'ok' });
      await knex('sealed_evidence')
        .where({ incident_key: 'INC-1', evidence_id: 'log-1' })
        .update({ content_hash: hash });
    });
    expect((await checker.check(options)).problems).toHaveLength(1);
    expect(
      (await checker.check({ incidentKey: 'INC-1' })).problems,
    ).toHaveLength(2);
  });

  it('checks one incident alone', async () => {
    const { knex, messages } = await filled();
    await asAdministrator(knex, () =>
      knex('evidence').where({ incident_key: 'INC-2', id: 'log-3' }).del(),
    );
    expect(await messages({ incidentKey: 'INC-1' })).toEqual([]);
    expect(await messages({ incidentKey: 'INC-2' })).toHaveLength(1);
  });

  it('finds nothing after a thousand honest changes', async () => {
    const { stores, checker } = await filled();
    const incident = await stores.incidents.get({ key: 'INC-1' });
    for (let round = 0; round < 100; round += 1) {
      await stores.evidence.insert({
        incidentKey: 'INC-1',
        nodes: Array.from({ length: 8 }, (_, index) =>
          testNode({ id: `r${round}-${index}` }),
        ),
        actor: 'a',
      });
      const { seal } = await sealEvidence({
        seals: stores.seals,
        incident,
        actor: 'a',
      });
      await stores.revisions.save({
        revision: newRevision({
          incidentKey: 'INC-1',
          author: { type: 'person', ref: 'user:default/ada' },
          reason: 'more',
          sealId: seal.id,
          content: { ...testContent(), title: `round ${round}` },
        }),
        actor: 'a',
      });
    }
    expect(await checker.check()).toMatchObject({ entries: 209, problems: [] });
  });
});

/** Changes the payload of evidence of INC-1 and the hash that is stored with it. */
async function forge(knex: Knex, id: string, payload: object): Promise<string> {
  const at = () => knex('evidence').where({ incident_key: 'INC-1', id });
  const node = await EvidenceStore.create({ knex }).getMany({
    incidentKey: 'INC-1',
    ids: [id],
  });
  const hash = contentHashOf({
    ...node.get(id)!,
    payload: payload as never,
  });
  await at().update({ payload: JSON.stringify(payload), content_hash: hash });
  return hash;
}

/** Writes the chain anew, as somebody would who has the database alone. */
async function rechain(knex: Knex, change: (row: any) => any) {
  let previous = '';
  for (const row of await knex('seal_chain').orderBy('sequence')) {
    const next = { ...change(row), previous_hash: previous };
    previous = entryHashOf(next);
    await knex('seal_chain')
      .where({ sequence: row.sequence })
      .update({ ...next, entry_hash: previous });
  }
}

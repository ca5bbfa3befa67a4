import { postmortemContentSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import path from 'node:path';
import { testClaim, testContent, testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  openStores,
} from '../__testUtils__/stores';
import { canonicalHash } from '../platform/hashing';
import { sealEvidence } from '../sealing';
import { newRevision } from './newRevision';

jest.setTimeout(60_000);

const directory = path.resolve(__dirname, '../../migrations');
const initial = '20261201000000_initial.js';
const databases = createTestDatabases();

/** More revisions than the migration reads at once. */
const REVISIONS = 120;
/** A text that quotes what a content has. */
const QUOTE = 'It logged {"verdict":"partial","rootCauseStatus":"determined"}.';

describe.each(databases.eachSupportedId())('verdict names, %s', databaseId => {
  const contentAt = (revision: number) => ({
    ...testContent({
      title: `Title ${revision}`,
      claims: [
        testClaim({ id: 'a', verdict: 'unverified', text: QUOTE }),
        testClaim({ id: 'b', verdict: 'supported' }),
      ],
    }),
    rootCauseStatus:
      revision === 1 ? ('undetermined' as const) : ('confirmed' as const),
    modelRun: {
      provider: 'openai',
      model: 'm',
      status: 'partial' as const,
      sections: [],
      claims: { kept: 0, repaired: 0, dropped: 0 },
      dropped: [],
      evidence: { offered: 0, withheld: 0, total: 0 },
      redactions: 0,
      usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
      cost: { amount: 1.5e-7, currency: 'USD' },
      durationMs: 12,
    },
  });

  /** A database with the names from before, and what it had with today's. */
  const createEarlier = async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    const incident = testIncident();
    await stores.incidents.create({ incident, actor: 'test' });
    const { seal } = await sealEvidence({
      seals: stores.seals,
      incident,
      actor: 'test',
    });
    const revisionAt = (revision: number) =>
      newRevision({
        incidentKey: incident.key,
        author: { type: 'person', ref: 'user:default/ada' },
        reason: 'test',
        sealId: seal.id,
        content: contentAt(revision),
      });
    for (let revision = 1; revision <= REVISIONS; revision += 1) {
      await stores.revisions.save({
        revision: revisionAt(revision),
        actor: 'test',
      });
    }
    const now = await readRows(knex);
    for (;;) {
      const [completed] = await knex.migrate.list({ directory });
      if (completed.length === 1) break;
      await knex.migrate.down({ directory });
    }
    const newest = revisionAt(REVISIONS);
    return { knex, now, newest };
  };

  it('are those from before after going down', async () => {
    const { knex, now } = await createEarlier();
    const rows = await readRows(knex);

    expect((await knex.migrate.list({ directory }))[0]).toEqual([
      expect.objectContaining({ name: initial }),
    ]);
    expect(rows.postmortems).toMatchObject([
      { root_cause_status: 'determined', claims_partial: 1 },
    ]);
    expect(rows.incident_metrics).toMatchObject([
      { cause_determined: 1, claims_partial: now.metrics.claims_unverified },
    ]);
    expect(verdictsOf(rows)).toEqual({
      partial: REVISIONS,
      supported: REVISIONS,
    });
    expect(causesOf(rows)).toEqual({
      undetermined: 1,
      determined: REVISIONS - 1,
    });
  });

  it('are rewritten with nothing else changed or lost', async () => {
    const { knex, now } = await createEarlier();
    const before = await readRows(knex);
    await knex.migrate.latest({ directory });
    const after = await readRows(knex);

    expect(before.revisions).not.toEqual(now.revisions);
    expect(after).toEqual(now);
    expect(after.revisions).toHaveLength(REVISIONS);
    for (const { content, content_hash } of after.revisions) {
      const parsed = postmortemContentSchema.parse(JSON.parse(content));
      expect(canonicalHash(parsed)).toBe(content_hash);
    }
  });

  it('are rewritten with the old and the new hash of each revision on record', async () => {
    const { knex } = await createEarlier();
    const hashes = await knex('revisions').select('revision', 'content_hash');
    await knex.migrate.latest({ directory });
    const entries = await knex('audit_log')
      .where({ action: 'postmortem.rename_verdicts' })
      .orderBy('id', 'desc')
      .limit(REVISIONS);
    const rewritten = await knex('revisions').select(
      'revision',
      'content_hash',
    );

    expect(new Set(entries.map(({ details }) => details))).toEqual(
      new Set(
        hashes.map(({ revision, content_hash: previousHash }) =>
          JSON.stringify({
            revision,
            previousHash,
            contentHash: rewritten.find(one => one.revision === revision)
              .content_hash,
          }),
        ),
      ),
    );
  });

  it('leave an edited content with a hash that does not match', async () => {
    const { knex } = await createEarlier();
    const hash = 'f'.repeat(64);
    const row = await knex('revisions').where({ revision: 7 }).first();
    await knex('revisions').insert({
      ...row,
      revision: REVISIONS + 1,
      content_hash: hash,
    });
    await knex.migrate.latest({ directory });

    const edited = await knex('revisions')
      .where({ revision: REVISIONS + 1 })
      .first();
    expect(edited.content_hash).toBe(hash);
    expect(JSON.parse(edited.content).rootCauseStatus).toBe('confirmed');
  });

  it('make no revision when the same content is saved again', async () => {
    const { knex, newest } = await createEarlier();
    const stores = await openStores(knex);

    await expect(
      stores.revisions.save({ revision: newest, actor: 'test' }),
    ).resolves.toMatchObject({
      created: false,
      postmortem: { verdictCounts: { unverified: 1, supported: 1 } },
    });
  });

  it('leave the tables append-only', async () => {
    const { knex } = await createEarlier();
    await knex.migrate.latest({ directory });

    for (const table of ['revisions', 'claims']) {
      await expect(knex(table).update({ revision: 1 })).rejects.toThrow(
        `Rows of ${table} are append-only`,
      );
    }
  });
});

async function readRows(knex: Knex) {
  const incident_metrics = await knex('incident_metrics');
  return {
    postmortems: await knex('postmortems'),
    incident_metrics,
    metrics: incident_metrics[0],
    revisions: await knex('revisions').orderBy('revision'),
    claims: await knex('claims').orderBy(['revision', 'position']),
    claim_spans: await knex('claim_spans').orderBy(['revision', 'claim_id']),
  };
}

type Rows = Awaited<ReturnType<typeof readRows>>;

/** How often each verdict stands in the contents, which the claims agree with. */
function verdictsOf({ claims, revisions }: Rows) {
  const inContents = countOf(
    revisions.flatMap(({ content }) =>
      JSON.parse(content).sections.flatMap(
        ({ blocks }: { blocks: { claims: { verdict: string }[] }[] }) =>
          blocks.flatMap(block => block.claims.map(({ verdict }) => verdict)),
      ),
    ),
  );
  expect(countOf(claims.map(({ verdict }) => verdict))).toEqual(inContents);
  return inContents;
}

function causesOf({ revisions }: Rows) {
  return countOf(
    revisions.map(({ content }) => JSON.parse(content).rootCauseStatus),
  );
}

function countOf(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

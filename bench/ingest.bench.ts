import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import knexFactory, { type Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExampleBackend } from '../e2e-tests/support/exampleBackend';
import { toEvidenceRow } from '../plugins/postmortems-backend/src/evidence/evidenceRow';
import { normaliseEvidence } from '../plugins/postmortems-backend/src/evidence/normaliseEvidence';
import type { Benchmark } from './support/figures';
import { evidenceNodes, median, type NodeKind } from './support/nodes';

const NODES = 50_000;
/** Of one type. */
const NODES_OF_TYPE = 20_000;
const TYPES: Record<string, NodeKind> = {
  chat: 'message',
  telemetry: 'log',
  deployment: 'deployment',
  agent_trace: 'tool call',
};
/** Nodes in one request; the most that one may have is 10,000. */
const BATCH = 5_000;
const ROUNDS = 3;
/** knex's own default for `batchInsert`. */
const KNEX_CHUNK = 1000;
/** knex writes an insert into SQLite as a compound SELECT, of which there may be 500. */
const KNEX_CHUNK_SQLITE = 500;
const START = new Date('2026-03-02T00:00:00.000Z');
const MIGRATIONS = join(__dirname, '../plugins/postmortems-backend/migrations');

type Database = {
  /** Ends the name of the figure. */
  suffix: string;
  /** The database of the backend, as Backstage's configuration has it. */
  config: object;
  /** Rows in one insert of knex. */
  chunk: number;
  /** An empty database of the same kind. */
  open(): Promise<{ knex: Knex; close(): Promise<void> }>;
};

/**
 * Ingestion of 50,000 nodes through the HTTP API, with parsing, validation,
 * hashing and idempotency, then of each type by itself. The baseline is knex batch inserts of the same rows
 * into the same schema, in the same run.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const mixed = evidenceNodes({ count: NODES, start: START });
  for (const database of [postgres(), sqlite()]) {
    const backend = await startExampleBackend({
      name: `bench-ingest${database.suffix}`,
      config: { backend: { database: database.config } },
    });
    const measure = async (figure: string, nodes: SubmitEvidenceNode[]) => {
      const rows = rowsOf(nodes);
      const http: number[] = [];
      const plain: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        http.push(
          await throughApi({
            api: `${backend.url}/api/postmortems/v1`,
            headers: backend.machineHeaders,
            // A PostgreSQL that is there already may know the last run
            key: `BENCH-${randomUUID()}`,
            nodes,
          }),
        );
        plain.push(await throughKnex(database, rows));
        progress(
          `${figure}, round ${round + 1}: API ${http[
            round
          ].toFixed()} ms, knex ${plain[round].toFixed()} ms`,
        );
      }
      report({
        figure,
        value: median(http),
        unit: 'ms',
        baseline: median(plain),
      });
    };
    try {
      await measure(`http_vs_knex${database.suffix}`, mixed);
      for (const [type, kind] of Object.entries(TYPES)) {
        await measure(
          `http_vs_knex_${type}${database.suffix}`,
          evidenceNodes({ count: NODES_OF_TYPE, start: START, kind }),
        );
      }
    } finally {
      await backend.stop();
    }
  }
};

export default bench;

function postgres(): Database {
  const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!url) throw new Error('no PostgreSQL; run this with npm run bench');
  return {
    suffix: '',
    chunk: KNEX_CHUNK,
    config: { client: 'pg', connection: url },
    async open() {
      const admin = knexFactory({ client: 'pg', connection: url });
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      await admin.raw('create database ??', [name]);
      const address = new URL(url);
      address.pathname = `/${name}`;
      const knex = knexFactory({ client: 'pg', connection: address.href });
      return {
        knex,
        async close() {
          await knex.destroy();
          await admin.raw('drop database ??', [name]);
          await admin.destroy();
        },
      };
    },
  };
}

function sqlite(): Database {
  return {
    suffix: '_sqlite',
    chunk: KNEX_CHUNK_SQLITE,
    config: { client: 'better-sqlite3' },
    async open() {
      const folder = await mkdtemp(join(tmpdir(), 'postmortems-bench-'));
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: join(folder, 'bench.sqlite'),
        useNullAsDefault: true,
      });
      return {
        knex,
        async close() {
          await knex.destroy();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
  };
}

function rowsOf(nodes: SubmitEvidenceNode[]) {
  return normaliseEvidence({ nodes, now: new Date().toISOString() }).map(
    result => {
      if (!('node' in result)) throw new Error(JSON.stringify(result));
      return toEvidenceRow('BENCH', 1, result.node);
    },
  );
}

async function throughApi(options: {
  api: string;
  headers: Record<string, string>;
  key: string;
  nodes: SubmitEvidenceNode[];
}): Promise<number> {
  const { api, key, nodes } = options;
  const headers = { ...options.headers, 'content-type': 'application/json' };
  const post = async (path: string, body: string) => {
    const response = await fetch(`${api}${path}`, {
      method: 'POST',
      headers,
      body,
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  await post(
    '/incidents',
    JSON.stringify({
      key,
      title: 'Ingestion',
      severity: 'sev3',
      services: ['component:default/checkout'],
      startedAt: START.toISOString(),
    }),
  );
  const bodies = Array.from({ length: nodes.length / BATCH }, (_, index) =>
    JSON.stringify({ nodes: nodes.slice(index * BATCH, (index + 1) * BATCH) }),
  );
  const started = performance.now();
  let created = 0;
  for (const body of bodies) {
    created += (await post(`/incidents/${key}/evidence`, body)).created;
  }
  const took = performance.now() - started;
  if (created !== nodes.length) {
    throw new Error(`created ${created}, not ${nodes.length}`);
  }
  return took;
}

async function throughKnex(
  database: Database,
  rows: ReturnType<typeof rowsOf>,
): Promise<number> {
  const { knex, close } = await database.open();
  try {
    await knex.migrate.latest({ directory: MIGRATIONS });
    await knex('incidents').insert({
      key: 'BENCH',
      title: 'Ingestion',
      severity: 'sev3',
      status: 'open',
      started_at: START.toISOString(),
      visibility: 'public',
      created_by: 'bench',
      idempotency_hash: '',
      created_at: START.toISOString(),
      updated_at: START.toISOString(),
    });
    const started = performance.now();
    await knex.batchInsert('evidence', rows, database.chunk);
    return performance.now() - started;
  } finally {
    await close();
  }
}

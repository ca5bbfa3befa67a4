import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import getPort from 'get-port';
import knexFactory from 'knex';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  type ExampleBackend,
  startExampleBackend,
} from '../e2e-tests/support/exampleBackend';
import type { Benchmark } from './support/figures';
import { largeEvidence } from './support/largeEvidence';

/** In MiB, for the whole backend. */
const HEAP = 512;
/** Of the largest incident; a part of it for a quick look. */
const SCALE = Number(process.env.LIMITS_SCALE ?? 1);
const NODES = Math.floor(200_000 * SCALE);
const BYTES = Math.floor(510 * 1024 * 1024 * SCALE);
/** Bytes of one request for evidence. */
const BATCH_BYTES = 7 * 1024 * 1024;
const START = new Date('2026-03-02T00:00:00.000Z');

type Probe = {
  worstDelayMs: number;
  worstTurnMs: number;
  heapMiB: number;
  rssMiB: number;
};

/**
 * What the largest requests and the largest incident that are accepted cost a
 * backend with a heap of 512 MiB, on PostgreSQL: the time of each request, how
 * long it kept all others waiting at worst (aim: 100 ms), and the heap.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!url) throw new Error('no PostgreSQL; run this with npm run bench');
  const prefix = `bench_${randomUUID().slice(0, 8)}_`;
  const probePort = await getPort();
  const backend = await startExampleBackend({
    name: 'bench-limits',
    config: {
      backend: { database: { client: 'pg', connection: url, prefix } },
    },
    env: {
      PROBE_PORT: String(probePort),
      NODE_OPTIONS: `--max-old-space-size=${HEAP} --require ${join(
        __dirname,
        'support/probe.cjs',
      )}`,
    },
  });
  const probe = async (): Promise<Probe> =>
    (await fetch(`http://127.0.0.1:${probePort}`)).json();
  const measure = async <T>(name: string, work: () => Promise<T>) => {
    await probe();
    const before = performance.now();
    const result = await work();
    const took = performance.now() - before;
    const { worstDelayMs, worstTurnMs, heapMiB, rssMiB } = await probe();
    progress(
      `${name}: ${took.toFixed()} ms, worst delay ${worstDelayMs.toFixed()} ms (${worstTurnMs.toFixed()} ms of its own), heap ${heapMiB.toFixed()} MiB, rss ${rssMiB.toFixed()} MiB`,
    );
    report({ figure: `${name}_time`, value: took, unit: 'ms' });
    report({ figure: `${name}_delay`, value: worstDelayMs, unit: 'ms' });
    report({ figure: `${name}_turn`, value: worstTurnMs, unit: 'ms' });
    report({ figure: `${name}_heap`, value: heapMiB, unit: 'MiB' });
    return result;
  };
  try {
    for (const shape of ['many', 'large'] as const) {
      const key = `LIMITS-${shape}`;
      await post(backend, '/incidents', {
        key,
        title: 'Checkout is slow',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: START.toISOString(),
        resolvedAt: new Date(START.getTime() + 86_400_000).toISOString(),
      });
      await measure(`ingest_${shape}`, async () => {
        const nodes = largeEvidence({
          shape,
          nodes: NODES,
          bytes: BYTES,
          start: START,
        });
        for (const body of bodiesOf(nodes)) {
          await send(backend, `/incidents/${key}/evidence`, body);
        }
      });
      const { id } = await measure(`draft_${shape}`, () =>
        post(backend, `/incidents/${key}/postmortems`, {}),
      );
      await measure(`verify_${shape}`, () =>
        post(backend, `/incidents/${key}/claims/verify`, {
          claims: largestClaims(),
        }),
      );
      await measure(`statements_${shape}`, () =>
        get(backend, `/incidents/${key}/evidence/node-0/statements`),
      );
      await measure(`export_${shape}`, () =>
        get(backend, `/postmortems/${id}/export?format=json`),
      );
    }
  } finally {
    await backend.stop();
    const admin = knexFactory({ client: 'pg', connection: url });
    const { rows } = await admin.raw(
      'select datname from pg_database where datname like ?',
      [`${prefix}%`],
    );
    for (const { datname } of rows) {
      await admin.raw('drop database ?? with (force)', [datname]);
    }
    await admin.destroy();
  }
};

export default bench;

/** As many claims, quotes and characters as a body of 1 MiB holds. */
function largestClaims() {
  const claims = [];
  for (let bytes = 0, index = 0; ; index += 1) {
    const claim = {
      kind: 'timeline',
      text: `${'Latency of checkout rose to 4 s at 14:07 and Ada Lovelace said so. '.repeat(
        50,
      )}${index}`,
      spans: Array.from({ length: 50 }, (_, at) => ({
        evidenceId: `node-${index * 50 + at}`,
        pointer: '/message',
        quote: `pool timeout ${at} `.repeat(index % 2 ? 2 : 200),
      })),
    };
    bytes += JSON.stringify(claim).length + 1;
    if (bytes > 1020 * 1024 || index === 500) return claims;
    claims.push(claim);
  }
}

function* bodiesOf(nodes: Iterable<SubmitEvidenceNode>): Iterable<string> {
  let parts: string[] = [];
  let bytes = 0;
  for (const node of nodes) {
    const part = JSON.stringify(node);
    if (
      parts.length === 10_000 ||
      (parts.length > 0 && bytes + part.length > BATCH_BYTES)
    ) {
      yield `{"nodes":[${parts.join(',')}]}`;
      parts = [];
      bytes = 0;
    }
    parts.push(part);
    bytes += part.length + 1;
  }
  if (parts.length > 0) yield `{"nodes":[${parts.join(',')}]}`;
}

async function post(backend: ExampleBackend, path: string, body: object) {
  return send(backend, path, JSON.stringify(body));
}

async function send(backend: ExampleBackend, path: string, body: string) {
  return answerOf(path, {
    method: 'POST',
    headers: { ...backend.machineHeaders, 'content-type': 'application/json' },
    body,
    url: backend.url,
  });
}

async function get(backend: ExampleBackend, path: string) {
  return answerOf(path, {
    headers: backend.machineHeaders,
    url: backend.url,
  });
}

async function answerOf(
  path: string,
  { url, ...init }: RequestInit & { url: string },
) {
  const response = await fetch(`${url}/api/postmortems/v1${path}`, init);
  if (!response.ok) {
    throw new Error(`${path}: ${(await response.text()).slice(0, 1000)}`);
  }
  return response.json();
}

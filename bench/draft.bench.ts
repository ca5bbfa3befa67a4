import { startExampleBackend } from '../e2e-tests/support/exampleBackend';
import type { Benchmark } from './support/figures';
import { evidenceNodes, median } from './support/nodes';

const SMALL = 5_000;
const LARGE = 50_000;
const BATCH = 5_000;
const ROUNDS = 3;
const START = new Date('2026-03-02T00:00:00.000Z');

/**
 * Drafting of a postmortem without a model, through the HTTP API: seal,
 * validate, synthesise, verify and store. Each round has its own incident, so
 * nothing is cached. `draft_linearity` compares ten times the evidence with ten
 * times the time.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const backend = await startExampleBackend({ name: 'bench-draft' });
  try {
    const measure = async (count: number) => {
      const nodes = evidenceNodes({ count, start: START });
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const key = `BENCH-${count}-${round}`;
        await send(backend, '/incidents', {
          key,
          title: 'Checkout is slow',
          severity: 'sev2',
          services: ['component:default/checkout'],
          startedAt: START.toISOString(),
          resolvedAt: new Date(START.getTime() + count * 1000).toISOString(),
        });
        for (let start = 0; start < count; start += BATCH) {
          await send(backend, `/incidents/${key}/evidence`, {
            nodes: nodes.slice(start, start + BATCH),
          });
        }
        const before = performance.now();
        await send(backend, `/incidents/${key}/postmortems`, {});
        times.push(performance.now() - before);
        progress(
          `${count} nodes, round ${round + 1}: ${times[round].toFixed()} ms`,
        );
      }
      return median(times);
    };
    // The first draft of a process compiles what it runs
    await measure(200);
    const small = await measure(SMALL);
    const large = await measure(LARGE);
    report({ figure: 'draft_5000_nodes', value: small, unit: 'ms' });
    report({ figure: 'draft_50000_nodes', value: large, unit: 'ms' });
    report({
      figure: 'draft_linearity',
      value: large,
      unit: 'ms',
      baseline: (small * LARGE) / SMALL,
    });
  } finally {
    await backend.stop();
  }
};

export default bench;

async function send(
  backend: Awaited<ReturnType<typeof startExampleBackend>>,
  path: string,
  body: object,
) {
  const response = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
    method: 'POST',
    headers: { ...backend.machineHeaders, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  await response.arrayBuffer();
}

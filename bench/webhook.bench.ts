import { randomUUID } from 'node:crypto';
import {
  type ExampleBackend,
  startExampleBackend,
} from '../e2e-tests/support/exampleBackend';
import { FakePrometheus } from '../plugins/postmortems-backend-module-prometheus/src/__testUtils__/FakePrometheus';
import { notification } from '../plugins/postmortems-backend-module-prometheus/src/__testUtils__/notifications';
import type { Benchmark } from './support/figures';

const CALLS = 200;
const ALERTS = 5;
/** A new group every so often, in milliseconds: a bad day, not a storm. */
const EVERY_MS = 150;
const WARM_UP = 10;
/** Between two looks for incidents that have opened; it is part of the figure. */
const LOOK_MS = 10;
const LIMIT_MS = 60_000;
const SECRET = 's3cret';

/**
 * From an Alertmanager's call until the incident can be read through the API,
 * while Prometheus never answers; the baseline is one that answers at once.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const connection =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!connection)
    throw new Error('no PostgreSQL; run this with npm run bench');
  const measure = async (hangs: boolean) => {
    const prometheus = await FakePrometheus.start();
    if (hangs) prometheus.answer = () => 'hang';
    const backend = await startExampleBackend({
      name: `bench-webhook-${hangs ? 'hangs' : 'answers'}`,
      config: configOf({ connection, prometheusUrl: prometheus.baseUrl }),
    });
    try {
      await openAll(backend, WARM_UP);
      const times = await openAll(backend, CALLS);
      const asked = prometheus.queries.length;
      if (asked === 0) throw new Error('no metrics were asked for');
      progress(
        `${hangs ? 'hanging' : 'answering'}: ${asked} queries, median ${at(
          times,
          0.5,
        ).toFixed()} ms, longest ${at(times, 1).toFixed()} ms`,
      );
      return times;
    } finally {
      await backend.stop();
      await prometheus.stop();
    }
  };
  const answering = await measure(false);
  const hanging = await measure(true);
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const) {
    report({
      figure: `webhook_to_incident_${name}`,
      value: at(hanging, share),
      unit: 'ms',
      baseline: at(answering, share),
    });
  }
};

export default bench;

function configOf(options: { connection: string; prometheusUrl: string }) {
  return {
    backend: { database: { client: 'pg', connection: options.connection } },
    postmortems: {
      rateLimits: {
        machineCallsPerMinute: 1_000_000,
        webhooksPerMinute: 1_000_000,
      },
      provenanceRouting: {
        telemetrySources: [
          {
            platform: 'prometheus',
            webhook: { token: SECRET },
            instances: [
              {
                baseUrl: options.prometheusUrl,
                queries: ['errors', 'latency', 'traffic'].map(name => ({
                  name,
                  query: `${name}{service="$service"}`,
                })),
              },
            ],
          },
        ],
      },
    },
  };
}

/** Milliseconds of each call of another group, at a steady pace. */
async function openAll(
  backend: ExampleBackend,
  count: number,
): Promise<number[]> {
  const run = randomUUID().slice(0, 8);
  const sentAt = new Map<string, number>();
  const times: number[] = [];
  const send = async (index: number) => {
    const name = `${run}-${index}`;
    sentAt.set(name, performance.now());
    await notify(backend, name);
  };
  const sent: Promise<void>[] = [];
  const pace = setInterval(() => {
    if (sent.length < count) sent.push(send(sent.length));
  }, EVERY_MS);
  const deadline = Date.now() + count * EVERY_MS + LIMIT_MS;
  try {
    while (times.length < count) {
      if (Date.now() > deadline) {
        throw new Error(`${count - times.length} incidents did not open`);
      }
      for (const title of await titles(backend)) {
        const name = [...sentAt.keys()].find(one => title.endsWith(one));
        if (name === undefined) continue;
        times.push(performance.now() - sentAt.get(name)!);
        sentAt.delete(name);
      }
      await new Promise(resolve => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    clearInterval(pace);
  }
  await Promise.all(sent);
  return times;
}

async function notify(backend: ExampleBackend, name: string): Promise<void> {
  const startsAt = new Date().toISOString();
  const body = notification(
    Array.from({ length: ALERTS }, (_, index) => ({
      name: `Alert${index}`,
      labels: { service: name },
      annotations: { summary: `Errors on ${name}` },
      startsAt,
    })),
    { groupKey: name, groupLabels: { service: name } },
  );
  const path = '/api/postmortems/webhooks/prometheus';
  const response = await fetch(`${backend.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SECRET}`,
      'content-type': 'application/json',
    },
    body,
  });
  if (response.status !== 202) throw new Error(await response.text());
}

/** Of the incidents that began last. */
async function titles(backend: ExampleBackend): Promise<string[]> {
  const path = '/api/postmortems/v1/incidents?limit=20';
  const response = await fetch(`${backend.url}${path}`, {
    headers: backend.machineHeaders,
  });
  if (!response.ok) throw new Error(await response.text());
  const { items } = await response.json();
  return items.map(({ title }: { title: string }) => title);
}

/** The value that this share is not above. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

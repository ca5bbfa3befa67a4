/**
 * A real Prometheus and Alertmanager over the shop, on free ports of the
 * loopback interface.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import execa from 'execa';
import getPort from 'get-port';

const START_TIMEOUT_MS = 30_000;

/** What is measured: name, unit and query, each for one service. */
export const QUERIES = {
  error_rate: {
    unit: 'ratio',
    // Without a failed request there is no such series, and the rate is zero
    query: service =>
      `(sum(rate(http_requests_total{service="${service}",code=~"5.."}[15s])) or vector(0)) / sum(rate(http_requests_total{service="${service}"}[15s]))`,
  },
  latency_p99: {
    unit: 'seconds',
    query: service =>
      `histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{service="${service}"}[15s])))`,
  },
  request_rate: {
    unit: 'per_second',
    query: service =>
      `sum(rate(http_requests_total{service="${service}"}[15s]))`,
  },
  db_pool_in_use: {
    unit: 'count',
    query: service => `db_pool_in_use{service="${service}"}`,
  },
};

const RULES = [
  {
    alert: 'CheckoutErrors',
    expr: `${QUERIES.error_rate.query('checkout')} > 0.05`,
    for: '5s',
    labels: { severity: 'critical', service: 'checkout' },
    annotations: { summary: 'More than 5 % of checkout requests fail' },
  },
  {
    alert: 'PaymentPoolExhausted',
    expr: 'db_pool_in_use{service="payment-service"} >= on(service) db_pool_size',
    for: '5s',
    labels: { severity: 'critical', service: 'payment-service' },
    annotations: {
      summary: 'Every database connection of payment-service is in use',
    },
  },
  {
    alert: 'CheckoutSlow',
    expr: `${QUERIES.latency_p99.query('checkout')} > 0.5`,
    for: '5s',
    labels: { severity: 'warning', service: 'checkout' },
    annotations: { summary: 'The slowest checkout requests take over 0.5 s' },
  },
  {
    alert: 'InventorySlow',
    // Too tight, and fires at once: the false alarm of the examples
    expr: `${QUERIES.latency_p99.query('inventory')} > 0.03`,
    for: '0s',
    labels: { severity: 'warning', service: 'inventory' },
    annotations: { summary: 'The slowest inventory requests take over 0.03 s' },
  },
];

/**
 * @param options - `targets` to scrape, `port` of Prometheus, and `only` these
 * alerts. `webhook` is called by Alertmanager with `token` as bearer token;
 * without it the answer's `received` holds the calls.
 */
export async function startMonitoring({ targets, only, webhook, token, port }) {
  const folder = await mkdtemp(join(tmpdir(), 'shop-monitoring-'));
  const received = [];
  const children = [];
  const receiver = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.end('{}');
  });
  await new Promise(resolve => {
    receiver.listen(0, '127.0.0.1', resolve);
  });
  const prometheusPort = port ?? (await getPort());
  const alertmanagerPort = await getPort();
  const url = `http://127.0.0.1:${prometheusPort}`;
  const write = (name, content) =>
    writeFile(join(folder, name), JSON.stringify(content));

  const stop = async () => {
    for (const { child } of children) {
      child.kill('SIGTERM', { forceKillAfterTimeout: 5000 });
      await child;
    }
    receiver.closeAllConnections();
    receiver.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await write('alertmanager.yml', {
      route: {
        receiver: 'postmortems',
        group_by: ['service'],
        group_wait: '1s',
        group_interval: '2s',
      },
      receivers: [
        {
          name: 'postmortems',
          webhook_configs: [
            {
              url: webhook ?? `http://127.0.0.1:${receiver.address().port}/`,
              send_resolved: true,
              ...(token && {
                http_config: {
                  authorization: { type: 'Bearer', credentials: token },
                },
              }),
            },
          ],
        },
      ],
    });
    await write('rules.yml', {
      groups: [
        {
          name: 'shop',
          rules: RULES.filter(rule => only.includes(rule.alert)),
        },
      ],
    });
    await write('prometheus.yml', {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yml'],
      alerting: {
        alertmanagers: [
          { static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] },
        ],
      },
      scrape_configs: [{ job_name: 'shop', static_configs: [{ targets }] }],
    });
    children.push(
      await startServer(
        process.env.ALERTMANAGER_PATH ?? 'prometheus-alertmanager',
        folder,
        `http://127.0.0.1:${alertmanagerPort}`,
        [
          '--config.file=alertmanager.yml',
          '--storage.path=alertmanager',
          `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
          '--cluster.listen-address=',
        ],
      ),
    );
    children.push(
      await startServer(
        process.env.PROMETHEUS_PATH ?? 'prometheus',
        folder,
        url,
        [
          '--config.file=prometheus.yml',
          '--storage.tsdb.path=prometheus',
          `--web.listen-address=127.0.0.1:${prometheusPort}`,
        ],
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    received,
    queryRange: ({ query, from, to, step }) =>
      queryRange(url, { query, from, to, step }),
    stop,
  };
}

async function queryRange(url, { query, from, to, step }) {
  const parameters = new URLSearchParams({
    query,
    start: from.toISOString(),
    end: to.toISOString(),
    step: `${step}`,
  });
  const response = await fetch(`${url}/api/v1/query_range?${parameters}`);
  const { status, data, error } = await response.json();
  if (status !== 'success') throw new Error(`${query}: ${error}`);
  return (data.result[0]?.values ?? [])
    .map(([seconds, value]) => [
      new Date(seconds * 1000).toISOString(),
      Number(Number(value).toPrecision(5)),
    ])
    .filter(([, value]) => Number.isFinite(value));
}

async function startServer(binary, cwd, url, args) {
  const child = execa(binary, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    reject: false,
  });
  let hasEnded = false;
  child.then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!hasEnded && Date.now() < deadline) {
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
    // Not the child alone, which is a promise of its own end
    if (ready?.ok) return { child };
    await sleep(100);
  }
  child.kill('SIGKILL');
  const { stderr = '', shortMessage } = await child;
  throw new Error(
    `${binary} did not become ready: ${shortMessage}\n${stderr.slice(-4000)}`,
  );
}

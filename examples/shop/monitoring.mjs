/**
 * A real Prometheus and Alertmanager over the shop, on free ports of the
 * loopback interface.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import execa from 'execa';
import getPort from 'get-port';

const START_TIMEOUT_MS = 30_000;

// Without a failed request there is no such series, and the rate is zero
const errorRate = service =>
  `(sum(rate(http_requests_total{service="${service}",code=~"5.."}[15s])) or vector(0)) / sum(rate(http_requests_total{service="${service}"}[15s]))`;
const RULES = [
  {
    alert: 'CheckoutErrors',
    expr: `${errorRate('checkout')} > 0.05`,
    for: '5s',
    labels: { severity: 'critical', service: 'checkout' },
    annotations: { summary: 'More than 5 % of checkout requests fail' },
  },
];

/**
 * @param options - `targets` to scrape, and the `port` of Prometheus. `webhook`
 * is called by Alertmanager with `token` as bearer token.
 */
export async function startMonitoring({ targets, webhook, token, port }) {
  const folder = await mkdtemp(join(tmpdir(), 'shop-monitoring-'));
  const children = [];
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
              url: webhook,
              send_resolved: true,
              http_config: {
                authorization: { type: 'Bearer', credentials: token },
              },
            },
          ],
        },
      ],
    });
    await write('rules.yml', {
      groups: [
        {
          name: 'shop',
          rules: RULES,
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
  return { url, stop };
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

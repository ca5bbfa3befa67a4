import { ChildProcess, spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';

const START_TIMEOUT_MS = 30_000;

/** The installed servers, or `undefined` for what is not there. */
export const realBinaries = {
  prometheus: findBinary('PROMETHEUS_PATH', ['prometheus']),
  alertmanager: findBinary('ALERTMANAGER_PATH', [
    'prometheus-alertmanager',
    'alertmanager',
  ]),
};

/**
 * Real servers on free ports of this machine, over a metric that a test sets
 * and a receiver that it reads.
 */
export class RealStack {
  /** Value of `basket_errors_ratio{service="basket"}`. */
  errorRatio = 0;
  /** Webhook calls, as they came. */
  readonly received: { authorization?: string; body: Buffer; at: Date }[] = [];
  readonly #directory = mkdtempSync(join(tmpdir(), 'postmortems-real-'));
  readonly #cleanUps: (() => unknown)[] = [];
  prometheusUrl = '';
  alertmanagerUrl = '';

  static async start() {
    const stack = new RealStack();
    try {
      await stack.#start();
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  async stop() {
    for (const cleanUp of this.#cleanUps.reverse()) await cleanUp();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /** Waits until `check` answers with something. */
  async until<T>(
    what: string,
    check: () => T | undefined | false,
    seconds = 40,
  ): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      const found = check();
      if (found !== undefined && found !== false) return found;
      await sleep(100);
    }
    throw new Error(`Waited ${seconds} s in vain for ${what}`);
  }

  async #start() {
    const exporter = await this.#listen(
      () => `basket_errors_ratio{service="basket"} ${this.errorRatio}\n`,
    );
    const receiver = await this.#listen((body, authorization) => {
      this.received.push({ body, authorization, at: new Date() });
      return '{}';
    });
    const [prometheusPort, alertmanagerPort] = [
      await freePort(),
      await freePort(),
    ];
    this.prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
    this.alertmanagerUrl = `http://127.0.0.1:${alertmanagerPort}`;
    this.#write('alertmanager.yml', {
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
              url: `http://127.0.0.1:${receiver}/`,
              http_config: {
                authorization: { type: 'Bearer', credentials: 's3cret' },
              },
            },
          ],
        },
      ],
    });
    this.#write('rules.yml', {
      groups: [
        {
          name: 'basket',
          rules: [
            {
              alert: 'BasketErrors',
              expr: 'basket_errors_ratio > 0.05',
              for: '2s',
              labels: { severity: 'critical' },
              annotations: { summary: '{{ $value }} of requests fail' },
            },
          ],
        },
      ],
    });
    this.#write('prometheus.yml', {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: ['rules.yml'],
      alerting: {
        alertmanagers: [
          {
            static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }],
          },
        ],
      },
      scrape_configs: [
        {
          job_name: 'basket',
          static_configs: [{ targets: [`127.0.0.1:${exporter}`] }],
        },
      ],
    });
    await this.#run(realBinaries.alertmanager!, this.alertmanagerUrl, [
      `--config.file=${join(this.#directory, 'alertmanager.yml')}`,
      `--storage.path=${join(this.#directory, 'alertmanager')}`,
      `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
      '--cluster.listen-address=',
    ]);
    await this.#run(realBinaries.prometheus!, this.prometheusUrl, [
      `--config.file=${join(this.#directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(this.#directory, 'prometheus')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ]);
  }

  #write(name: string, content: object) {
    writeFileSync(join(this.#directory, name), stringify(content));
  }

  async #listen(
    answer: (body: Buffer, authorization?: string) => string,
  ): Promise<number> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end(
        answer(Buffer.concat(chunks), request.headers.authorization),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    this.#cleanUps.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  async #run(binary: string, url: string, args: string[]) {
    const child: ChildProcess = spawn(binary, args, {
      cwd: this.#directory,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr!.on('data', chunk => {
      log = (log + chunk).slice(-4000);
    });
    const exited = new Promise(resolve => {
      child.once('exit', resolve);
      child.once('error', resolve);
    });
    this.#cleanUps.push(async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await exited;
      clearTimeout(killer);
    });
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
      if (ready?.ok) return;
      await sleep(100);
    }
    throw new Error(`${binary} did not become ready:\n${log}`);
  }
}

function findBinary(variable: string, names: string[]): string | undefined {
  const named = process.env[variable];
  const candidates = named
    ? [named]
    : (process.env.PATH ?? '')
        .split(delimiter)
        .flatMap(directory => names.map(name => join(directory, name)));
  return candidates.find(candidate => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

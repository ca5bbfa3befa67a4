import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { capture, repoRoot } from '../scripts/processes.mjs';
import { Caller, Figures } from './Caller';
import { checkHashes } from './check/hashes';
import { compareLedger } from './check/compare';
import { Findings } from './check/Findings';
import { Client } from './Client';
import { configOf } from './config';
import { Ledger } from './Ledger';
import { Neighbours } from './Neighbours';
import { CLIENTS, notificationsOf, stepsOf } from './plan';
import { Random } from './random';
import { Replica } from './Replica';

const SENDERS = 2;
/** Between two steps of a client, so that both replicas have time for others. */
const STEP_PAUSE_MS = 120;
const START_TIMEOUT_MS = 120_000;
const QUIET_TIMEOUT_MS = 600_000;
const POSTMORTEMS = join(
  repoRoot,
  'plugins/postmortems-backend/bin/postmortems',
);

type Options = {
  seed: number;
  /** For logs, configuration, the ledger, and the file of anchors. */
  folder: string;
  name: string;
  replicas: number;
  /** `backend.database` of the configuration. */
  database: object;
  env?: Record<string, string>;
};

/** Replicas, what is around them, those who call them, and what was called. */
export class Scene {
  readonly #options: Options;
  readonly #config: string;
  readonly #machine: string;
  readonly #webhook: string;
  readonly #people: string[];
  readonly neighbours: Neighbours;
  readonly replicas: Replica[];
  readonly ledger: Ledger;
  readonly figures = new Figures();
  readonly findings = new Findings();
  readonly #clients: Client[];
  readonly #steps;
  readonly #notifications;
  readonly #shared = { key: 'SHARED' };
  deadLetters = 0;
  hashedRows = 0;

  static async start(options: Options): Promise<Scene> {
    const neighbours = await Neighbours.start();
    const machine = randomBytes(16).toString('hex');
    const webhook = randomBytes(16).toString('hex');
    const config = join(options.folder, `${options.name}.yaml`);
    // JSON is YAML
    await writeFile(
      config,
      JSON.stringify(configOf({ ...options, neighbours, machine, webhook })),
    );
    const replicas: Replica[] = [];
    for (let index = 0; index < options.replicas; index += 1) {
      replicas.push(
        new Replica({
          ...options,
          name: `${options.name}-${index}`,
          port: await getPort(),
          configs: [config],
        }),
      );
    }
    const people: string[] = [];
    for (let index = 0; index < CLIENTS; index += 1) {
      people.push(
        `Bearer ${await neighbours.tokenOf(`user:default/client-${index}`)}`,
      );
    }
    return new Scene(options, {
      neighbours,
      machine,
      webhook,
      config,
      replicas,
      people,
    });
  }

  private constructor(
    options: Options,
    parts: {
      neighbours: Neighbours;
      machine: string;
      webhook: string;
      config: string;
      replicas: Replica[];
      people: string[];
    },
  ) {
    this.#options = options;
    this.#config = parts.config;
    this.#machine = `Bearer ${parts.machine}`;
    this.#webhook = `Bearer ${parts.webhook}`;
    this.#people = parts.people;
    this.neighbours = parts.neighbours;
    this.replicas = parts.replicas;
    this.ledger = new Ledger(
      join(options.folder, `${options.name}-ledger.jsonl`),
    );
    this.#clients = this.#people.map(
      (person, index) =>
        new Client({
          caller: this.#caller(`client ${index}`),
          name: `C${index}`,
          machine: this.#machine,
          person,
          reviewer: this.#people[(index + 1) % CLIENTS],
          shared: [this.#shared],
        }),
    );
    this.#steps = this.#clients.map((_, index) => stepsOf(options.seed, index));
    this.#notifications = notificationsOf(options.seed);
  }

  /** Starts the replicas, and opens the incident that all clients work on. */
  async open(): Promise<void> {
    for (const replica of this.replicas) {
      replica.start(0);
      await replica.ready(START_TIMEOUT_MS);
    }
    await this.#caller('opening').write(
      { what: 'incident', key: this.#shared.key },
      {
        method: 'POST',
        path: '/v1/incidents',
        authorization: this.#machine,
        body: {
          key: this.#shared.key,
          title: 'Everything is slow',
          severity: 'sev1',
          services: ['component:default/payments'],
          startedAt: '2025-03-02T14:00:00.000Z',
        },
      },
      'until acknowledged',
    );
  }

  /** Has all clients work until `isOver`, and end what they have begun. */
  async work(isOver: () => boolean): Promise<void> {
    await Promise.all([
      ...this.#clients.map(async (client, index) => {
        while (!isOver()) {
          await client.do(this.#steps[index].next().value!);
          await pause(STEP_PAUSE_MS);
        }
      }),
      this.#notify(isOver),
    ]);
  }

  /** Waits until all deliveries are worked off; dead letters get another chance. */
  async quiet(knex: Knex): Promise<void> {
    const deadline = Date.now() + QUIET_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const left = await knex('webhook_deliveries')
        .whereIn('state', ['waiting', 'failed'])
        .select('source_id', 'delivery_id', 'state');
      if (left.length === 0) return;
      for (const { source_id: source, delivery_id: id, state } of left) {
        if (state !== 'failed') continue;
        this.deadLetters += 1;
        const path = `${this.replicas[0].url}/api/postmortems/v1/deliveries/${source}/${id}/retry`;
        await fetch(path, {
          method: 'POST',
          headers: { authorization: this.#people[0] },
        });
      }
      await pause(1_000);
    }
  }

  /** Compares and rehashes everything. */
  async verify(knex: Knex): Promise<void> {
    const { findings, ledger } = this;
    const caller = this.#caller('verifying');
    const read = (path: string) =>
      caller.read({ path: `/v1${path}`, authorization: this.#people[0] });
    await compareLedger({ ledger, knex, read, findings });
    findings.broken.push(...this.#clients.flatMap(({ broken }) => broken));
    this.hashedRows = (await checkHashes({ knex, findings })).rows;
    const { code, output } = await capture(
      process.execPath,
      [POSTMORTEMS, 'seal', 'verify', '--json', '--config', this.#config],
      { env: { ...process.env, CHAOS_PORT: '1' } },
    );
    if (code !== 0) findings.broken.push(`postmortems seal verify: ${output}`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.replicas.map(replica => replica.stop()));
    await this.neighbours.stop();
    await this.ledger.close();
  }

  async #notify(isOver: () => boolean): Promise<void> {
    const caller = this.#caller('alertmanager');
    while (!isOver()) {
      const window = [...this.#notifications.next().value!];
      const send = async () => {
        for (let one = window.pop(); one; one = window.pop()) {
          const { group, ids, body } = one;
          await caller.write(
            { what: 'alerts', group, ids },
            {
              method: 'POST',
              path: '/webhooks/prometheus',
              body,
              authorization: this.#webhook,
            },
            'until acknowledged',
          );
          await pause(STEP_PAUSE_MS);
        }
      };
      await Promise.all(Array.from({ length: SENDERS }, send));
    }
  }

  #caller(name: string): Caller {
    const random = new Random(this.#options.seed, `replicas for ${name}`);
    return new Caller({ ...this, random });
  }
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}

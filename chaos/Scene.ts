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
import { Control } from './Control';
import { Ledger } from './Ledger';
import { Neighbours } from './Neighbours';
import { Patience } from './Patience';
import { CLIENTS, notificationsOf, stepsOf } from './plan';
import { Random } from './random';
import { Replica } from './Replica';
import { notify, takeSteps } from './workload';

/** How the names of people start, and the one who sends no keys. */
export const PERSON = 'user:default/client-';
export const CONTROL = 'user:default/control';
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
  /** How long it is worked on at least. */
  minutes: number;
  /** Whether a client without keys shows that doubles are found. */
  hasControl?: boolean;
  /** `backend.database` of the configuration. */
  database: object;
  env?: Record<string, string>;
  /** A workspace whose channels are read. */
  slack?: { token: string; apiUrl: string; channels: string[] };
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
  readonly #patience = new Patience();
  /** What the client without keys did, which is to be there twice. */
  readonly controlFindings = new Findings();
  readonly #controlLedger: Ledger;
  readonly #control: Control | undefined;
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
      people.push(`Bearer ${await neighbours.tokenOf(`${PERSON}${index}`)}`);
    }
    const control = `Bearer ${await neighbours.tokenOf(CONTROL)}`;
    return new Scene(options, {
      control,
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
      control: string;
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
    this.#controlLedger = new Ledger(
      join(options.folder, `${options.name}-control-ledger.jsonl`),
    );
    this.#control = options.hasControl
      ? new Control({
          caller: this.caller('control', {
            ledger: this.#controlLedger,
            findings: this.controlFindings,
            hasKeys: false,
          }),
          authorization: parts.control,
        })
      : undefined;
    this.#clients = this.#people.map(
      (person, index) =>
        new Client({
          caller: this.caller(`client ${index}`),
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
    await this.caller('opening').write(
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
    );
    await this.#control?.open();
  }

  /** Authorization of somebody who drafts, and of what sends notifications. */
  get person(): string {
    return this.#people[0];
  }

  get sender(): string {
    return this.#webhook;
  }

  get minutes(): number {
    return this.#options.minutes;
  }

  get hasControl(): boolean {
    return this.#control !== undefined;
  }

  /** The faults are over: calls that are not answered any more are given up. */
  calm(): void {
    for (const replica of this.replicas) replica.disarm();
    this.#patience.calm();
  }

  /** Has all clients work until `isOver`, and end what they have begun. */
  async work(isOver: () => boolean): Promise<void> {
    await Promise.all([
      ...this.#clients.map((client, index) =>
        takeSteps({ client, steps: this.#steps[index], isOver }),
      ),
      this.#control?.work(isOver),
      notify({
        caller: this.caller('alertmanager'),
        notifications: this.#notifications,
        authorization: this.#webhook,
        isOver,
      }),
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
        }).catch(() => {});
      }
      await pause(1_000);
    }
  }

  /** Compares and rehashes everything. */
  async verify(knex: Knex): Promise<void> {
    const { findings, ledger } = this;
    const caller = this.caller('verifying');
    const read = (path: string) =>
      caller.read({ path: `/v1${path}`, authorization: this.#people[0] });
    await compareLedger({ ledger, knex, read, findings });
    await compareLedger({
      ...{ knex, read },
      ledger: this.#controlLedger,
      findings: this.controlFindings,
    });
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
    await this.#controlLedger.close();
  }

  /** Its calls are written down in the ledger of the scene. */
  caller(
    name: string,
    other?: { ledger: Ledger; findings: Findings; hasKeys: boolean },
  ): Caller {
    const random = new Random(this.#options.seed, `replicas for ${name}`);
    return new Caller({ ...this, patience: this.#patience, random, ...other });
  }
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}

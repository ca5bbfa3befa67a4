import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  BlockNames,
  CatalogUsers,
  type EvidenceSource,
  type IncidentAccess,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { Account } from './Account';
import { findIncident } from './api/findIncident';
import { incidentSchema, type PagerDutyIncident } from './api/objects';
import type { PagerDutyApi } from './api/PagerDutyApi';
import type { Author, People } from './catalog/People';
import { ServiceDirectory } from './catalog/ServiceDirectory';
import type { PagerDutyConfig } from './config/config';
import { IncidentReader } from './evidence/IncidentReader';
import { aboutIncident } from './evidence/nodes';
import { applyIncident, idOfKey, keyOf } from './incidents/applyIncident';
import { addParticipants } from './incidents/participants';
import { testBlock } from './testBlock';
import { PagerDutyWebhook, type ReadTask } from './webhook/PagerDutyWebhook';

/** Incidents that began this long before the window are not looked for. */
const LOOK_BACK_MS = 86_400_000;
const TASK_TIMEOUT_MS = 60_000;
/** How far before the last poll that succeeded the next one looks for ends. */
const POLL_OVERLAP_MS = 3_600_000;
/** How far back the first poll looks, for the backend may have been down. */
const FIRST_POLL_BACK_MS = 86_400_000;
/** PagerDuty searches by when incidents began. */
const POLL_BEGAN_MS = 30 * 86_400_000;

/**
 * An end that the API tells. As a task with a known id is not stored again, each end
 * counts once: an incident that somebody opened again here afterwards stays open.
 */
type EndTask = {
  block: ReadTask['block'];
  incidentId: string;
  endedAt: string;
};

/** PagerDuty as a source of incidents and evidence. */
export class PagerDutySource implements EvidenceSource {
  readonly id = 'pagerduty';
  readonly payloadKinds = [
    { kind: 'pagerduty_log_entry', name: 'PagerDuty', title: '/message' },
  ];
  readonly webhook?: EvidenceSource['webhook'];
  readonly collect?: EvidenceSource['collect'];
  readonly testConnection?: EvidenceSource['testConnection'];
  readonly poll?: EvidenceSource['poll'];
  readonly #accounts: Account[];
  readonly #names: BlockNames<Account>;
  readonly #logger: LoggerService;
  /** When the last poll of an account that succeeded began. */
  readonly #polledAt = new Map<Account, number>();

  constructor(options: {
    blocks: PagerDutyConfig[];
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
  }) {
    const services = new ServiceDirectory(options);
    const users = new CatalogUsers(options);
    this.#logger = options.logger;
    this.#accounts = options.blocks.map(
      block => new Account({ block, services, users }),
    );
    this.#names = new BlockNames({
      platform: 'PagerDuty',
      blocks: this.#accounts,
      tellsApart: ({ block }) => [block.account, block.apiUrl],
    });
    const { blocks } = options;
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new PagerDutyWebhook({
        accounts: this.#accounts,
        names: this.#names,
        logger: options.logger,
      });
    }
    if (blocks.some(({ token }) => token)) {
      this.collect = collected => this.#collect(collected);
      this.testConnection = ({ signal }) =>
        Promise.all(
          blocks
            .filter(({ token }) => token)
            .map(block => testBlock(block, signal)),
        );
    }
    if (blocks.some(({ token, webhook }) => token && webhook)) {
      this.poll = {
        frequency: { minutes: 10 },
        run: (access, signal) => this.#findEnds(access, signal),
      };
    }
  }

  async #collect(
    options: Parameters<NonNullable<EvidenceSource['collect']>>[0],
  ) {
    const { incident, window, signal } = options;
    const readers = await Promise.all(
      this.#accounts.map(account =>
        this.#collectFrom(account, { incident, window, signal }),
      ),
    );
    const nodes = readers
      .flatMap(reader => reader?.nodes ?? [])
      .filter(({ timestamp }) => {
        const at = new Date(timestamp);
        return at >= window.from && at <= window.to;
      });
    const failures = readers.flatMap(reader => reader?.failures ?? []);
    if (failures.length === 0) return nodes;
    const message = `Not everything could be taken from PagerDuty: ${failures.join(
      '; ',
    )}`;
    throw nodes.length > 0
      ? new PartialEvidenceError(message, nodes)
      : new ServiceUnavailableError(message);
  }

  async #collectFrom(
    account: Account,
    options: {
      incident: Incident;
      window: { from: Date; to: Date };
      signal: AbortSignal;
    },
  ): Promise<IncidentReader | undefined> {
    const { block, services } = account;
    const { incident, window, signal } = options;
    const { api, people } = account.session(signal);
    if (!api) return undefined;
    const reader = new IncidentReader({ block, api });
    const found = new Map<string, PagerDutyIncident>();
    const refs = new Map<string, string>();
    await reader.attempt('incidents', async () => {
      const own = idOfKey(incident.key);
      if (own) {
        const one = await findIncident(own, api);
        if (one) found.set(one.id, one);
      }
      const paged = await services.servicesOf(incident.services, {
        api,
        account: block.account,
      });
      for (const { ref, id } of paged) refs.set(id, ref);
      if (paged.length === 0) return;
      const list = api.list('/incidents', 'incidents', {
        'service_ids[]': [...refs.keys()],
        since: new Date(window.from.getTime() - LOOK_BACK_MS).toISOString(),
        until: window.to.toISOString(),
        sort_by: 'created_at:asc',
        time_zone: 'UTC',
      });
      for await (const item of list) {
        const one = incidentSchema.safeParse(item).data;
        if (!one || found.has(one.id) || !isWithin(one, window)) continue;
        if (found.size >= block.limits.incidents) {
          reader.fail(
            'incidents',
            `Only the first ${found.size} were taken; ${block.path}.limits.incidents sets how many`,
          );
          break;
        }
        found.set(one.id, one);
      }
    });
    for (const one of found.values()) {
      const ref = refs.get(one.service?.id ?? '') ?? incident.services[0];
      await reader.read(one, aboutIncident(one, ref, people));
    }
    this.#logger.debug(
      `${block.path}: ${reader.nodes.length} nodes with ${api.calls} calls to PagerDuty`,
    );
    return reader;
  }

  async runTask(
    { body }: { body: string },
    access: IncidentAccess,
  ): Promise<void> {
    const task = JSON.parse(body) as ReadTask | EndTask;
    const account = this.#names.find(task.block);
    const signal = AbortSignal.timeout(TASK_TIMEOUT_MS);
    const { api, people } = account.session(signal);
    if (!api) return;
    const incident = await findIncident(task.incidentId, api);
    if (!incident) return;
    const { block, services } = account;
    const common = { incident, at: new Date(), block, services, api, access };
    if ('endedAt' in task) {
      const isEnd = incident.resolved_at === task.endedAt;
      await applyIncident({ ...common, isEnd });
      return;
    }
    const applied = await applyIncident(common);
    if (!applied) return;
    await this.#enqueueEnd(incident, account, access);
    await readAfterEvent({ ...common, people, task, applied });
  }

  /** Ends incidents whose end no webhook told. It opens none: subscriptions have filters. */
  async #findEnds(access: IncidentAccess, signal: AbortSignal): Promise<void> {
    const errors: unknown[] = [];
    for (const account of this.#accounts) {
      const { api } = account.session(signal);
      if (!api || !account.block.webhook) continue;
      const now = Date.now();
      const failed = errors.length;
      try {
        for await (const incident of this.#endedIn(account, api, now)) {
          try {
            const known = await access.findIncident(keyOf(incident.id));
            if (known) await this.#enqueueEnd(incident, account, access);
          } catch (error) {
            errors.push(error);
          }
        }
      } catch (error) {
        errors.push(error);
      }
      if (errors.length === failed) this.#polledAt.set(account, now);
    }
    if (errors.length > 0) throw errors[0];
  }

  /** Incidents that ended since shortly before the last poll. */
  async *#endedIn(
    account: Account,
    api: PagerDutyApi,
    now: number,
  ): AsyncGenerator<PagerDutyIncident> {
    const last = this.#polledAt.get(account);
    const back = last ? now - last + POLL_OVERLAP_MS : FIRST_POLL_BACK_MS;
    const from = new Date(now - back).toISOString();
    const list = api.list('/incidents', 'incidents', {
      'statuses[]': 'resolved',
      sort_by: 'resolved_at:desc',
      since: new Date(now - POLL_BEGAN_MS).toISOString(),
      until: new Date(now).toISOString(),
      time_zone: 'UTC',
    });
    for await (const item of list) {
      const incident = incidentSchema.safeParse(item).data;
      if (incident?.resolved_at && incident.resolved_at < from) return;
      if (incident) yield incident;
    }
  }

  async #enqueueEnd(
    incident: PagerDutyIncident,
    account: Account,
    access: IncidentAccess,
  ): Promise<void> {
    const { id, status, resolved_at: endedAt } = incident;
    if (status !== 'resolved' || !endedAt) return;
    const block = this.#names.nameOf(account);
    const task: EndTask = { block, incidentId: id, endedAt };
    await access.enqueueTask({
      id: `end:${id}:${endedAt}`,
      orderKey: id,
      body: JSON.stringify(task),
    });
  }
}

/** Takes the evidence of an incident after an event of it. */
async function readAfterEvent(options: {
  task: ReadTask;
  applied: NonNullable<Awaited<ReturnType<typeof applyIncident>>>;
  incident: PagerDutyIncident;
  block: PagerDutyConfig;
  api: PagerDutyApi;
  people: People;
  access: IncidentAccess;
}): Promise<void> {
  const { task, applied, incident, block, api, people, access } = options;
  const { key } = applied.incident;
  await addParticipants({ key, users: task.users, people, access });
  const reader = new IncidentReader({ block, api });
  const { ref } = applied.service;
  await reader.read(incident, aboutIncident(incident, ref, people));
  // What would name a person by the next try waits for it: a node cannot be changed
  const nodes = reader.nodes.filter(({ payload }) => {
    const involved = [payload.author, payload.agent, payload.responder];
    return !(involved as (Author | undefined)[]).some(
      one => one?.id && people.isUnsure(one.id),
    );
  });
  if (nodes.length > 0) await access.addEvidence(key, nodes);
  // The task is tried again, for what is there already is not added twice
  if (reader.firstError) throw reader.firstError;
}

/** Whether an incident was going on in a window. */
function isWithin(
  { created_at: began, resolved_at: ended }: PagerDutyIncident,
  { from, to }: { from: Date; to: Date },
): boolean {
  return (
    (!began || began <= to.toISOString()) &&
    (!ended || ended >= from.toISOString())
  );
}

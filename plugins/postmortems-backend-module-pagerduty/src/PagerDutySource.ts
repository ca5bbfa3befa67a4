import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import {
  CatalogUsers,
  type EvidenceSource,
  type IncidentAccess,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { Account } from './Account';
import { incidentSchema, type PagerDutyIncident } from './api/objects';
import type { PagerDutyApi } from './api/PagerDutyApi';
import { ServiceDirectory } from './catalog/ServiceDirectory';
import type { PagerDutyConfig } from './config/config';
import { IncidentReader } from './evidence/IncidentReader';
import { aboutIncident } from './evidence/nodes';
import { applyIncident, idOfKey, keyOf } from './incidents/applyIncident';
import { addParticipants } from './incidents/participants';
import { PagerDutyWebhook, type ReadTask } from './webhook/PagerDutyWebhook';

/** Incidents that began this long before the window are not looked for. */
const LOOK_BACK_MS = 86_400_000;
const TASK_TIMEOUT_MS = 60_000;
/** How far back a poll looks for ends: further at first, for the backend may have been down. */
const POLL_BACK_MS = 3_600_000;
const FIRST_POLL_BACK_MS = 86_400_000;
/** PagerDuty searches by when incidents began. */
const POLL_BEGAN_MS = 30 * 86_400_000;

/** PagerDuty as a source of incidents and evidence. */
export class PagerDutySource implements EvidenceSource {
  readonly id = 'pagerduty';
  readonly payloadKinds = [
    { kind: 'pagerduty_log_entry', name: 'PagerDuty', title: '/message' },
  ];
  readonly webhook?: EvidenceSource['webhook'];
  readonly collect?: EvidenceSource['collect'];
  readonly poll?: EvidenceSource['poll'];
  readonly #accounts: Account[];
  readonly #logger: LoggerService;
  #polledAt = 0;

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
    const { blocks } = options;
    if (blocks.some(({ webhook }) => webhook)) {
      this.webhook = new PagerDutyWebhook({
        accounts: this.#accounts,
        logger: options.logger,
      });
    }
    if (blocks.some(({ token }) => token)) {
      this.collect = collected => this.#collect(collected);
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
        const one = await findOwn(own, api);
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

  /** Reads an incident after an event of it. */
  async runTask(task: { body: string }, access: IncidentAccess): Promise<void> {
    const {
      block: index,
      incidentId,
      users,
    } = JSON.parse(task.body) as ReadTask;
    const account = this.#accounts[index] ?? this.#accounts[0];
    const { block, services } = account;
    const signal = AbortSignal.timeout(TASK_TIMEOUT_MS);
    const { api, people } = account.session(signal);
    if (!api) return;
    const incident = await findOwn(incidentId, api);
    if (!incident) return;
    const at = new Date();
    const applied = await applyIncident({
      incident,
      at,
      block,
      services,
      api,
      access,
    });
    if (!applied) return;
    const { key } = applied.incident;
    await addParticipants({ key, users, people, access });
    const reader = new IncidentReader({ block, api });
    const { ref } = applied.service;
    await reader.read(incident, aboutIncident(incident, ref, people));
    if (reader.nodes.length > 0) await access.addEvidence(key, reader.nodes);
    // The task is tried again, for what is there already is not added twice
    if (reader.firstError) throw reader.firstError;
  }

  /** Ends incidents whose end no webhook told. It opens none: subscriptions have filters. */
  async #findEnds(access: IncidentAccess, signal: AbortSignal): Promise<void> {
    const now = Date.now();
    const back = this.#polledAt === 0 ? FIRST_POLL_BACK_MS : POLL_BACK_MS;
    const from = new Date(now - back).toISOString();
    for (const account of this.#accounts) {
      const { block, services } = account;
      const { api } = account.session(signal);
      if (!api || !block.webhook) continue;
      const list = api.list('/incidents', 'incidents', {
        'statuses[]': 'resolved',
        sort_by: 'resolved_at:desc',
        since: new Date(now - POLL_BEGAN_MS).toISOString(),
        until: new Date(now).toISOString(),
        time_zone: 'UTC',
      });
      for await (const item of list) {
        const incident = incidentSchema.safeParse(item).data;
        if (incident?.resolved_at && incident.resolved_at < from) break;
        if (!incident) continue;
        const known = await access.findIncident(keyOf(incident.id));
        if (!known || known.resolvedAt) continue;
        const at = new Date();
        await applyIncident({
          incident,
          at,
          block,
          services,
          api,
          access,
        });
      }
    }
    this.#polledAt = now;
  }
}

/** The incident with an id; `undefined` when the account has none. */
async function findOwn(
  id: string,
  api: PagerDutyApi,
): Promise<PagerDutyIncident | undefined> {
  try {
    const { incident } = await api.get(`/incidents/${id}`);
    return incidentSchema.parse(incident);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  AcceptedWebhook,
  BlockNames,
  IncidentAccess,
  WebhookDelivery,
  WebhookHandler,
  WebhookRequest,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Account } from '../Account';
import type { PagerDutyApi } from '../api/PagerDutyApi';
import type { People } from '../catalog/People';
import { findIncident } from '../api/findIncident';
import { nodesOfEvent, nodesOnlyEventsHave } from '../evidence/eventNodes';
import { type About, aboutIncident } from '../evidence/nodes';
import { applyIncident, keyOf } from '../incidents/applyIncident';
import { addParticipants, whoJoined } from '../incidents/participants';
import { blockOfSignature } from './signature';
import { type IncidentEvent, readEvent } from './readEvent';

/** What opens an incident waits no longer for the API; what is read afterwards may. */
const TIMEOUT_MS = 3000;

/** What is read again from the API after an event. */
export type ReadTask = {
  /** Its name; its place in tasks of older versions. */
  block: string | number;
  incidentId: string;
  users: string[];
};

/**
 * Receives events of webhook subscriptions of version 3. They open and end incidents;
 * with a key for the API the evidence is read from there afterwards, so that it
 * is the same as a collection finds.
 */
export class PagerDutyWebhook implements WebhookHandler {
  readonly #accounts: readonly Account[];
  readonly #names: BlockNames<Account>;
  readonly #logger: LoggerService;

  constructor(options: {
    accounts: readonly Account[];
    names: BlockNames<Account>;
    logger: LoggerService;
  }) {
    this.#accounts = options.accounts;
    this.#names = options.names;
    this.#logger = options.logger;
  }

  async authenticate(request: WebhookRequest): Promise<AcceptedWebhook> {
    const place = blockOfSignature(
      request,
      this.#accounts.map(({ block: { webhook } }) => webhook?.secrets ?? []),
    );
    const event = readEvent(request.rawBody.toString('utf8'), new Date());
    // PagerDuty turns subscriptions off that are answered with errors
    if (!event) return {};
    return {
      deliveryId: `${this.#names.nameOf(this.#accounts[place])}:${event.id}`,
      orderKey: event.about.id,
    };
  }

  async process(
    delivery: WebhookDelivery,
    access: IncidentAccess,
  ): Promise<void> {
    const event = readEvent(delivery.body, delivery.receivedAt);
    if (!event) return;
    const account = this.#names.find(delivery.id.split(':')[0]);
    const { block } = account;
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { api, people } = account.session(signal);
    const key = keyOf(event.about.id);
    const service = await this.#serviceOf(event, { account, api, access });
    const users = whoJoined(event);
    if (service) {
      const about = aboutOf(event, service, people);
      const nodes = await (api
        ? nodesOnlyEventsHave(event, about)
        : nodesOfEvent(event, about));
      if (nodes.length > 0) await access.addEvidence(key, nodes);
    }
    if (api) {
      const task: ReadTask = {
        block: this.#names.nameOf(account),
        incidentId: event.about.id,
        users,
      };
      await access.enqueueTask({
        id: `read:${delivery.id}`,
        orderKey: event.about.id,
        body: JSON.stringify(task),
      });
    } else if (service) {
      await addParticipants({ key, users, people, access });
    } else {
      this.#logger.debug(
        `${block.path}: ${event.type} of ${event.about.id}, for which there is no incident`,
      );
    }
  }

  /** The service of the incident here; `undefined` when there is none. */
  async #serviceOf(
    event: IncidentEvent,
    options: {
      account: Account;
      api: PagerDutyApi | undefined;
      access: IncidentAccess;
    },
  ): Promise<string | undefined> {
    const { account, api, access } = options;
    const { data, type, at, oddity, about } = event;
    if (data.kind === 'incident') {
      const { incident } = data;
      const { block, services } = account;
      const isEnd =
        type === 'incident.resolved' && (await isStillResolved(about.id, api));
      const common = { incident, type, at, isEnd, oddity, block, services };
      const applied = await applyIncident({ ...common, api, access });
      return applied?.service.ref;
    }
    const known = await access.findIncident(keyOf(about.id));
    return known?.services[0];
  }
}

/** An event may come late, after the incident was opened again: the API knows better. */
async function isStillResolved(
  id: string,
  api: PagerDutyApi | undefined,
): Promise<boolean> {
  if (!api) return true;
  try {
    const incident = await findIncident(id, api);
    return !incident?.status || incident.status === 'resolved';
  } catch {
    return true;
  }
}

function aboutOf(
  { data, about }: IncidentEvent,
  service: string,
  people: People,
): About {
  return data.kind === 'incident'
    ? aboutIncident(data.incident, service, people)
    : { ...about, title: about.summary, service, people };
}

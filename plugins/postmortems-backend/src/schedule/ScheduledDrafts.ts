import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  Incident,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isHeartbeat } from '@postmortems/backstage-plugin-postmortems-node';
import type { EvidenceStore } from '../evidence';
import type { IncidentStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import type { ServiceCatalog } from '../platform/catalog';
import { now } from '../platform/database';
import { maskError } from '../secrets';
import type { TemplateResolver } from '../templates';
import type { Schedule } from './scheduleConfig';
import { later, type ScheduleStore } from './ScheduleStore';

const ACTOR = 'postmortems:schedule';
const HOUR_MS = 60 * 60 * 1000;
/** Between two attempts; a draft that fails this often waits for a person. */
const PAUSE_MS = 15 * 60 * 1000;
const MAX_ATTEMPTS = 5;
const BATCH = 20;
/** What says nothing of the incident: which sources were asked. */
const OUTCOMES = ['collection', 'collection_failure'];

type ScheduledDraftsOptions = {
  schedule: ScheduleStore;
  rules: Schedule;
  incidents: Pick<IncidentStore, 'get'>;
  evidence: Pick<EvidenceStore, 'hasOtherThan' | 'stream'>;
  templates: Pick<TemplateResolver, 'resolve'>;
  postmortems: {
    findByIncident(options: {
      incidentKey: string;
    }): Promise<Postmortem | undefined>;
  };
  pipeline: {
    run(options: {
      incident: Incident;
      firstOnly: true;
      actor: string;
    }): Promise<{ created: boolean }>;
  };
  serviceCatalog: Pick<ServiceCatalog, 'ownerOf'>;
  notifications: NotificationService;
  writes: AuditedWrites;
  logger: LoggerService;
  /** Incidents that ended before this many milliseconds are left alone. */
  horizonMs: number;
};

/**
 * Writes the first draft of a resolved incident some time after its end, when
 * nobody has, and tells the owners of its services.
 */
export class ScheduledDrafts {
  readonly #options: ScheduledDraftsOptions;

  constructor(options: ScheduledDraftsOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { horizonMs, schedule } = this.#options;
    const since = later(now(), -horizonMs);
    for (const key of await schedule.listDrafts({ since, limit: BATCH })) {
      if (signal.aborted) return;
      await this.#tolerant(key, 'drafted', () => this.#draft(key));
    }
    for (const key of await schedule.listUntold({ limit: BATCH })) {
      if (signal.aborted) return;
      await this.#tolerant(key, 'announced', () => this.#tell(key));
    }
  }

  async #tolerant(key: string, what: string, work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      this.#options.logger.warn(
        `The postmortem of incident ${key} was not ${what}: ${
          maskError(toError(error)).message
        }`,
      );
    }
  }

  async #draft(key: string): Promise<void> {
    const { schedule, incidents, pipeline } = this.#options;
    const { postmortems, writes, logger } = this.#options;
    const incident = await incidents.get({ key });
    if (!incident.resolvedAt || incident.erased) return;
    if (await postmortems.findByIncident({ incidentKey: key })) {
      // One that was begun here may have ended before it could say so
      const record = await schedule.find(key);
      await schedule.drafted(key, { isTold: record?.draftAttempts === 0 });
      return;
    }
    const after = await this.#generateAfterMs(incident);
    if (after === null) {
      // Looked at again once a day: the rule may change
      await schedule.putOffDraft(key, later(now(), 24 * HOUR_MS));
      return;
    }
    const dueAt = later(incident.resolvedAt, after);
    if (dueAt > now()) {
      await schedule.putOffDraft(key, dueAt);
      return;
    }
    if (!(await this.#hasEvidence(key))) {
      await schedule.putOffDraft(key, later(now(), HOUR_MS));
      return;
    }
    const attempts = await schedule.begin(key, 'draft', later(now(), PAUSE_MS));
    if (attempts > MAX_ATTEMPTS) {
      await schedule.putOffDraft(key, later(now(), 24 * HOUR_MS));
      logger.warn(
        `The postmortem of incident ${key} could not be drafted in ${MAX_ATTEMPTS} attempts; somebody has to start it by hand`,
      );
      return;
    }
    const { created } = await writes.run(
      {
        eventId: 'postmortem-create',
        meta: { incidentKey: key },
        actor: ACTOR,
      },
      () => pipeline.run({ incident, firstOnly: true, actor: ACTOR }),
    );
    await schedule.drafted(key, { isTold: !created });
  }

  /** Heartbeats alone are none: they fire whether something is wrong or not. */
  async #hasEvidence(incidentKey: string): Promise<boolean> {
    const { evidence } = this.#options;
    const kinds = [...OUTCOMES, 'alert'];
    if (await evidence.hasOtherThan({ incidentKey, kinds })) return true;
    for await (const { payload } of evidence.stream({ incidentKey })) {
      if (payload.kind === 'alert' && !isHeartbeat(payload)) return true;
    }
    return false;
  }

  /** The template has the last word, then the severity. */
  async #generateAfterMs(incident: Incident): Promise<number | null> {
    const { rules, templates } = this.#options;
    const { template } = await templates.resolve({ incident });
    const { generateAfterHours } = template.schedule ?? {};
    if (generateAfterHours === undefined) {
      return rules.generateAfterMs(incident.severity);
    }
    return generateAfterHours === null ? null : generateAfterHours * HOUR_MS;
  }

  async #tell(key: string): Promise<void> {
    const { incidents, notifications, postmortems, schedule } = this.#options;
    const incident = await incidents.get({ key });
    const postmortem = await postmortems.findByIncident({ incidentKey: key });
    const owners = await this.#ownersOf(incident);
    if (owners.length > 0 && postmortem && !incident.erased) {
      await notifications.send({
        // In one, so that members of several teams are told once
        recipients: { type: 'entity', entityRef: owners },
        payload: {
          // Not the title: notifications are kept outside of the incident's privacy
          title: `A postmortem of ${key} was drafted`,
          description: 'Read the draft, complete it, and send it to review.',
          link: `/postmortems/${postmortem.id}`,
          severity: 'normal',
          topic: 'postmortems',
          scope: `postmortems-draft-${key}`,
        },
      });
    }
    await schedule.told(key);
  }

  /** Of all its services, each once. */
  async #ownersOf({ services }: Incident): Promise<string[]> {
    const { serviceCatalog } = this.#options;
    const owners = await Promise.all(
      services.map(ref => serviceCatalog.ownerOf({ refs: [ref] })),
    );
    return [...new Set(owners.filter(owner => owner !== undefined))];
  }
}

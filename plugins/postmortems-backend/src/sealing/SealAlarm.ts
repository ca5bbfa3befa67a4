import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { appendAudit, type AuditRow } from '../platform/audit';
import type { ServiceCatalog } from '../platform/catalog';
import { inTransaction } from '../platform/database';
import { canonicalHash } from '../platform/hashing';
import type { ChainProblem } from './SealChecker';

const ACTOR = 'postmortems:seal-check';
const BROKEN = 'seal.broken';
const INTACT = 'seal.intact';
const NOTIFIED = 'seal.notify';
/** The subject of what belongs to no incident; no key is like it. */
const CHAIN = '*';

/** What was found of an incident, or of the chain, when it was last checked. */
type Known = { digest: string; isNotified: boolean };

type SealAlarmOptions = {
  knex: Knex;
  notifications: NotificationService;
  serviceCatalog: Pick<ServiceCatalog, 'ownerOf'>;
  incidents: {
    getMany(options: {
      keys: readonly string[];
    }): Promise<Map<string, Incident>>;
  };
  logger: LoggerService;
  /** Whether the owners of an incident's services are told. */
  tellsOwners: boolean;
  /** Who is told of everything. */
  receivers: readonly string[];
};

/**
 * Tells people of broken seals: once of each finding, again when it changes or
 * comes back, and again the next time while the notification cannot be sent.
 */
export class SealAlarm {
  readonly #options: SealAlarmOptions;

  static fromConfig(
    options: Omit<SealAlarmOptions, 'tellsOwners' | 'receivers'> & {
      config: RootConfigService;
    },
  ): SealAlarm {
    const notify = options.config.getOptionalConfig(
      'postmortems.sealing.notify',
    );
    return new SealAlarm({
      ...options,
      tellsOwners: notify?.getOptionalBoolean('owners') ?? true,
      receivers: notify?.getOptionalStringArray('entityRefs') ?? [],
    });
  }

  constructor(options: SealAlarmOptions) {
    this.#options = options;
  }

  /**
   * @param problems - of everything that was sealed; what has none is as sealed
   * @param options - `isPart`: of a part only, so that it says nothing of the rest,
   *   nor more of what is known to be broken
   */
  async tell(
    problems: readonly ChainProblem[],
    { isPart = false }: { isPart?: boolean } = {},
  ): Promise<void> {
    const known = await this.#known();
    const found = new Map<string, ChainProblem[]>();
    for (const problem of problems) {
      const subject = problem.incidentKey ?? CHAIN;
      found.set(subject, [...(found.get(subject) ?? []), problem]);
    }
    for (const subject of isPart ? [] : known.keys()) {
      if (!found.has(subject)) await this.#record(INTACT, subject, {});
    }
    for (const [subject, problemsOf] of found) {
      const digest = digestOf(problemsOf);
      const before = known.get(subject);
      const isKnown = isPart ? Boolean(before) : before?.digest === digest;
      if (!isKnown) {
        await this.#record(BROKEN, subject, {
          digest,
          problems: problemsOf.length,
        });
      }
      if (!isKnown || !before?.isNotified) {
        await this.#notify(subject, problemsOf);
      }
    }
  }

  /** By incident, those whose seal was broken when it was last checked. */
  async #known(): Promise<Map<string, Known>> {
    const rows = await this.#options
      .knex<AuditRow>('audit_log')
      .whereIn('action', [BROKEN, INTACT, NOTIFIED])
      .orderBy('id')
      .select('action', 'subject_id', 'details');
    const known = new Map<string, Known>();
    for (const { action, subject_id: subject, details } of rows) {
      if (action === INTACT) {
        known.delete(subject);
      } else if (action === BROKEN) {
        const { digest } = JSON.parse(details);
        known.set(subject, { digest, isNotified: false });
      } else {
        const entry = known.get(subject);
        if (entry) entry.isNotified = true;
      }
    }
    return known;
  }

  async #record(
    action: string,
    subject: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    await inTransaction(this.#options.knex, tx =>
      appendAudit(tx, {
        actor: ACTOR,
        action,
        ...(subject !== CHAIN && { incidentKey: subject }),
        subjectId: subject,
        details,
      }),
    );
  }

  async #notify(subject: string, problems: readonly ChainProblem[]) {
    const { logger, notifications } = this.#options;
    const name = subject === CHAIN ? 'the chain of seals' : subject;
    let receivers: string[];
    try {
      receivers = await this.#receiversOf(subject);
      if (receivers.length === 0) {
        logger.warn(
          `Nobody is told that ${name} is not as it was sealed: it has no owner, and postmortems.sealing.notify.entityRefs names nobody`,
        );
        return;
      }
      await notifications.send({
        recipients: { type: 'entity', entityRef: receivers },
        payload: {
          title:
            subject === CHAIN
              ? 'The chain of seals is broken'
              : `The record of ${subject} is not as it was sealed`,
          description: describe(problems),
          link: await this.#linkTo(subject),
          severity: 'critical',
          topic: 'postmortems',
          scope: `postmortems-seal-${subject}`,
        },
      });
    } catch (error) {
      logger.warn(
        `Nobody was told that ${name} is not as it was sealed: ${
          toError(error).message
        }`,
      );
      return;
    }
    await this.#record(NOTIFIED, subject, { receivers });
  }

  async #receiversOf(subject: string): Promise<string[]> {
    const { incidents, receivers, serviceCatalog, tellsOwners } = this.#options;
    const incident = tellsOwners
      ? (await incidents.getMany({ keys: [subject] })).get(subject)
      : undefined;
    const owner =
      incident &&
      (await serviceCatalog.ownerOf({ refs: [...incident.services] }));
    return [...new Set([...receivers, ...(owner ? [owner] : [])])];
  }

  async #linkTo(subject: string): Promise<string> {
    const postmortem = await this.#options
      .knex('postmortems')
      .where({ incident_key: subject })
      .first<{ id: string } | undefined>('id');
    return postmortem ? `/postmortems/${postmortem.id}` : '/postmortems';
  }
}

function digestOf(problems: readonly ChainProblem[]): string {
  return canonicalHash(
    problems
      .map(({ what, sequence, subject }) =>
        JSON.stringify([what, sequence, subject]),
      )
      .sort(),
  );
}

function describe(problems: readonly ChainProblem[]): string {
  const [{ message }] = problems;
  const more =
    problems.length > 1 ? ` Problems in all: ${problems.length}.` : '';
  return `${message}.${more} Run “postmortems seal verify” for the whole list, and ask who administers the database.`;
}

import { isError } from '@backstage/errors';
import type {
  Revision,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import { testClaim, testContent, testNode } from '../../__testUtils__/records';
import type { Stores } from '../../__testUtils__/stores';
import { newRevision } from '../../postmortems/newRevision';
import { sealEvidence } from '../../sealing';
import { AFFECTED, ALERTS, CATEGORIES } from './causes';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
/** A moment on a day of the test's year. */
export const at = (day: number, minute = 0) =>
  new Date(START + day * DAY + minute * 60_000).toISOString();

/**
 * The time of the query. Some incidents are resolved exactly 14 days before,
 * and some items are due exactly then.
 */
export const NOW = at(200);
export const DUE_SINCE = at(186);
/**
 * So few that incidents often start at the same time, exactly 20 or 90 days
 * apart, or where a period begins or ends.
 */
const DAYS = [0, 20, 90, 110];
/** Two of them are one minute: seconds do not count. */
const MINUTES = [0, 0.5, 1, 1];

export const PEOPLE = ['ada', 'bob'].map(name => `user:default/${name}`);
const OWNERS = ['group:default/sre', 'user:default/ada', undefined];

/** One write, whose choices are numbers so that fast-check can shrink them. */
export type Write = {
  what:
    | 'open'
    | 'resolve'
    | 'move'
    | 'write'
    | 'review'
    | 'publish'
    | 'item'
    | 'change'
    | 'alert';
  which: number;
  day: number;
  minute: number;
  pick: number;
};

export const writes = fc.array(
  fc.record<Write>({
    what: fc.constantFrom(
      ...(
        ['open', 'open', 'resolve', 'item', 'change', 'move'] as const
      ).flatMap(what => [what, what]),
      'write',
      'review',
      'publish',
      'alert',
    ),
    which: fc.nat(),
    day: fc.constantFrom(...DAYS),
    minute: fc.constantFrom(...MINUTES),
    pick: fc.nat(),
  }),
  { minLength: 20, maxLength: 60 },
);

/** Does writes against the stores as services would. */
export class Writer {
  readonly #keys: string[] = [];
  #count = 0;

  constructor(private readonly stores: Stores) {}

  async apply(write: Write): Promise<void> {
    this.#count += 1;
    const name = `${this.#count}`;
    if (write.what === 'open' || this.#keys.length === 0) {
      const opened = `INC-${name}`;
      await this.#open(opened, write);
      // Most incidents are written up
      if (write.pick % 6 > 0) await this.#writeDocument(opened, name, write);
      return;
    }
    const key = this.#keys[write.which % this.#keys.length];
    if (write.what === 'resolve' || write.what === 'move') {
      await this.#changeIncident(key, write);
    } else if (write.what === 'alert') {
      await this.stores.evidence.insert({
        incidentKey: key,
        nodes: [
          testNode({
            id: `alert-${name}`,
            payload: {
              kind: 'alert',
              alertName: ALERTS[write.pick % ALERTS.length],
              status: 'firing',
            },
          }),
        ],
        actor: 'test',
      });
    } else if (write.what === 'write') {
      await this.#writeDocument(key, name, write);
    } else {
      await this.#followUp(key, name, write);
    }
  }

  async #open(key: string, { day, minute, pick }: Write) {
    await this.stores.incidents.create({
      incident: {
        key,
        title: 'Something',
        severity: severityOf(pick),
        services: servicesOf(pick),
        participants: pick % 7 === 0 ? [PEOPLE[1]] : [],
        startedAt: at(day, minute),
        visibility: pick % 5 < 2 ? 'private' : 'public',
        status: 'open',
        createdBy: PEOPLE[pick % 3 === 0 ? 1 : 0],
        createdAt: at(day),
        updatedAt: at(day),
      },
      actor: 'test',
    });
    this.#keys.push(key);
  }

  async #changeIncident(key: string, { what, day, minute, pick }: Write) {
    const startedAt = at(day, minute);
    await this.stores.incidents.update({
      key,
      actor: 'test',
      change: current =>
        what === 'resolve'
          ? {
              ...current,
              status: 'resolved',
              resolvedAt: endOf(current.startedAt, pick),
            }
          : {
              ...current,
              services: servicesOf(pick),
              severity: severityOf(pick),
              startedAt,
              ...(current.resolvedAt && {
                resolvedAt: endOf(startedAt, pick),
              }),
              visibility: pick % 2 === 0 ? 'private' : 'public',
            },
    });
  }

  async #writeDocument(key: string, name: string, { pick }: Write) {
    const incident = await this.stores.incidents.get({ key });
    const { seal } = await sealEvidence({
      seals: this.stores.seals,
      incident,
      actor: 'test',
    });
    const content = testContent({
      title: `T${name}`,
      claims: [
        testClaim({ id: 'c1' }),
        testClaim({
          id: 'c2',
          kind: 'root_cause',
          verdict: pick % 9 === 0 ? 'unsupported' : 'supported',
        }),
        testClaim({ id: 'c3', kind: 'not_checked', verdict: 'attested' }),
        testClaim({
          id: 'c4',
          kind: 'summary',
          spans: [
            { evidenceId: 'incident-record', pointer: '/title', quote: 'S' },
          ],
        }),
        testClaim({
          id: 'c5',
          kind: 'impact',
          spans: [],
          verdict: pick % 3 === 0 ? 'contradicted' : 'unverified',
        }),
      ].slice(0, 3 + (pick % 3)),
      actionItems: pick % 2 ? ['proposed', 'proposed'] : [],
    });
    const id = CATEGORIES[pick % CATEGORIES.length];
    const category = id && { id, setBy: PEOPLE[0] };
    // Causes stand in a section of their own
    const [timeline, ...others] = content.sections;
    await this.stores.revisions.save({
      revision: newRevision({
        incidentKey: key,
        author: { type: 'person', ref: PEOPLE[0] },
        reason: 'test',
        sealId: seal.id,
        content: {
          ...content,
          rootCauseStatus: pick % 2 === 0 ? 'confirmed' : 'undetermined',
          sections: [
            {
              ...timeline,
              blocks: timeline.blocks.filter((_, index) => index !== 1),
            },
            {
              id: 'rootCause',
              title: 'Root cause',
              blocks: timeline.blocks
                .slice(1, 2)
                .map(block => (category ? { ...block, category } : block)),
            },
            ...others,
          ],
        } as Revision['content'],
      }),
      actor: 'test',
    });
  }

  async #followUp(key: string, name: string, { what, day, pick }: Write) {
    const postmortem = await this.stores.postmortems.findByIncident({
      incidentKey: key,
    });
    if (!postmortem) return;
    if (what === 'review' || what === 'publish') {
      await this.stores.reviewStatus.set({
        id: postmortem.id,
        revision: postmortem.revision,
        from: postmortem.status,
        to: what === 'review' ? 'in_review' : 'published',
        reason: 'test',
        actor: 'test',
      });
      return;
    }
    if (what === 'item') {
      const owner = OWNERS[pick % 3];
      await this.stores.actionItems.create({
        item: {
          id: `i${name}`,
          postmortemId: postmortem.id,
          incidentKey: key,
          title: 'Do it',
          type: 'prevent',
          priority: 'high',
          state: 'open',
          ...(owner && { owner }),
          ...(pick % 4 > 0 && { dueAt: at(day + 110) }),
          endState: 'It is done',
          version: 1,
          createdBy: PEOPLE[0],
          createdAt: at(day),
          updatedAt: at(day),
        },
        idempotencyHash: name,
        actor: 'test',
      });
      return;
    }
    const items = await this.stores.actionItems.listByPostmortem(postmortem);
    if (items.length === 0) return;
    const updated = this.stores.actionItems.update({
      postmortemId: postmortem.id,
      id: items[pick % items.length].id,
      actor: 'test',
      change: current => ({
        ...current,
        state: (
          ['in_progress', 'done', 'verified', 'dropped', 'open'] as const
        )[day % 5],
        version: current.version + 1,
      }),
    });
    // A document that is written at the same moment replaces its proposals
    await updated.catch(error => {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
    });
  }
}

function severityOf(pick: number): Severity {
  return (['sev1', 'sev3', 'sev5'] as const)[pick % 3];
}

/** Some end only after their postmortem was begun. */
function endOf(startedAt: string, pick: number): string {
  if (pick % 6 === 1) return DUE_SINCE;
  const minutes = (1 + (pick % 500)) * 60_000;
  const years = pick % 6 === 0 ? 3650 * DAY : 0;
  return new Date(Date.parse(startedAt) + minutes + years).toISOString();
}

function servicesOf(pick: number): string[] {
  const first = Math.floor(pick / 5) % AFFECTED.length;
  const second = (first + 2) % AFFECTED.length;
  return pick % 7 === 0
    ? [AFFECTED[first], AFFECTED[second]]
    : [AFFECTED[first]];
}

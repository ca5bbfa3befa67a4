import type {
  Revision,
  Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import fc from 'fast-check';
import { testClaim, testContent } from '../../database/__testUtils__/records';
import type { Stores } from '../../database';
import { sealEvidence } from '../../seal';

const DAY = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
/** A moment on a day of the test's year. */
export const at = (day: number, minute = 0) =>
  new Date(START + day * DAY + minute * 60_000).toISOString();

export const SERVICES = ['checkout', 'storefront', 'search'].map(
  name => `component:default/${name}`,
);
export const PEOPLE = ['ada', 'bob'].map(name => `user:default/${name}`);
const OWNERS = ['group:default/sre', 'user:default/ada', undefined];

/** Causes, and what a reader would call them. */
const CAUSES: Record<string, string[]> = {
  'A SQL query locked the table of orders.': ['database'],
  'The deployment of version 2.4.1 was rolled out to all instances at once.': [
    'change',
  ],
  'The TLS certificate expired.': ['network'],
  'The cause is undetermined.': [],
};
export const themesOfCause = (text: string) => CAUSES[text] ?? [];

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
    | 'change';
  which: number;
  day: number;
  pick: number;
};

export const writes = fc.array(
  fc.record<Write>({
    what: fc.constantFrom(
      ...(['open', 'resolve', 'write', 'item', 'change'] as const).flatMap(
        what => [what, what],
      ),
      'move',
      'review',
      'publish',
    ),
    which: fc.nat(),
    day: fc.integer({ min: 0, max: 180 }),
    pick: fc.nat(),
  }),
  { minLength: 30, maxLength: 80 },
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
      await this.#open(`INC-${name}`, write);
      return;
    }
    const key = this.#keys[write.which % this.#keys.length];
    if (write.what === 'resolve' || write.what === 'move') {
      await this.#changeIncident(key, write);
    } else if (write.what === 'write') {
      await this.#writeDocument(key, name, write);
    } else {
      await this.#followUp(key, name, write);
    }
  }

  async #open(key: string, { day, pick }: Write) {
    await this.stores.incidents.create({
      incident: {
        key,
        title: 'Something',
        severity: severityOf(pick),
        services: servicesOf(pick),
        participants: pick % 5 === 0 ? [PEOPLE[1]] : [],
        startedAt: at(day),
        visibility: pick % 4 === 0 ? 'private' : 'public',
        status: 'open',
        createdBy: PEOPLE[pick % 3 === 0 ? 1 : 0],
        createdAt: at(day),
        updatedAt: at(day),
      },
      actor: 'test',
    });
    this.#keys.push(key);
  }

  async #changeIncident(key: string, { what, day, pick }: Write) {
    await this.stores.incidents.update({
      key,
      actor: 'test',
      change: current =>
        what === 'resolve'
          ? {
              ...current,
              status: 'resolved',
              // Some end only after their postmortem was begun
              resolvedAt: new Date(
                Date.parse(current.startedAt) +
                  (1 + (pick % 500)) * 60_000 +
                  (pick % 6 === 0 ? 3650 * DAY : 0),
              ).toISOString(),
            }
          : {
              ...current,
              services: servicesOf(pick),
              severity: severityOf(pick),
              startedAt: at(day % 60),
              ...(current.resolvedAt && {
                resolvedAt: new Date(
                  Date.parse(at(day % 60)) +
                    Date.parse(current.resolvedAt) -
                    Date.parse(current.startedAt),
                ).toISOString(),
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
          text: Object.keys(CAUSES)[pick % 4],
          verdict: pick % 5 === 0 ? 'unsupported' : 'supported',
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
          verdict: pick % 3 === 0 ? 'contradicted' : 'partial',
        }),
      ].slice(0, 3 + (pick % 3)),
      actionItems: pick % 2 ? ['proposed', 'proposed'] : [],
    });
    // Causes stand in a section of their own
    const [timeline, ...others] = content.sections;
    await this.stores.retrospectives.saveRevision({
      incidentKey: key,
      revision: {
        author: { type: 'person', ref: PEOPLE[0] },
        reason: 'test',
        sealId: seal.id,
        content: {
          ...content,
          sections: [
            {
              ...timeline,
              blocks: timeline.blocks.filter((_, index) => index !== 1),
            },
            {
              id: 'rootCause',
              title: 'Root cause',
              blocks: timeline.blocks.slice(1, 2),
            },
            ...others,
          ],
        } as Revision['content'],
      },
      actor: 'test',
    });
  }

  async #followUp(key: string, name: string, { what, day, pick }: Write) {
    const document = await this.stores.retrospectives.findByIncident({
      incidentKey: key,
    });
    if (!document) return;
    if (what === 'review' || what === 'publish') {
      await this.stores.retrospectives.setStatus({
        id: document.id,
        revision: document.revision,
        from: document.status,
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
          retrospectiveId: document.id,
          incidentKey: key,
          title: 'Do it',
          type: 'prevent',
          priority: 'high',
          state: 'open',
          ...(owner && { owner }),
          ...(pick % 4 > 0 && { dueAt: at(day + 30) }),
          endState: 'It is done',
          version: 1,
          createdBy: PEOPLE[0],
          createdAt: at(day),
          updatedAt: at(day),
        },
        creationHash: name,
        actor: 'test',
      });
      return;
    }
    const items = await this.stores.actionItems.ofRetrospective(document);
    if (items.length === 0) return;
    await this.stores.actionItems.update({
      retrospectiveId: document.id,
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
  }
}

function severityOf(pick: number): Severity {
  return (['sev1', 'sev3', 'sev5'] as const)[pick % 3];
}

function servicesOf(pick: number): string[] {
  return pick % 7 === 0
    ? [SERVICES[pick % 3], SERVICES[(pick + 1) % 3]]
    : [SERVICES[pick % 3]];
}

import type { Entity } from '@backstage/catalog-model';
import {
  resolvePointer,
  type EvidenceNode,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type CatalogReader, targetsOf } from '../platform/catalog';
import type { BlamelessContext, RosterEntry } from './types';

/** How long the catalog's users are remembered, in milliseconds. */
const TTL_MS = 10 * 60_000;

/** Pointers into evidence that name an actor. */
const ACTORS = [
  '/author/name',
  '/author/id',
  '/author',
  '/user',
  '/actor',
  '/committer',
];

/** Annotations with a user's handles at other tools end like this. */
const HANDLE = /(?:user-login|\/login|username|user-id)$/;

/**
 * The people of an incident: the catalog's users, and those in its evidence.
 */
export class CatalogRoster {
  readonly #reader: Pick<CatalogReader, 'users'>;
  #users?: { until: number; entries: RosterEntry[] };

  constructor(options: { reader: Pick<CatalogReader, 'users'> }) {
    this.#reader = options.reader;
  }

  async contextOf(options: {
    incident: Incident;
    evidence: readonly EvidenceNode[];
    systems: readonly string[];
    /** Group that owns the primary service. */
    ownerRef?: string;
  }): Promise<BlamelessContext> {
    const { evidence, systems, ownerRef } = options;
    const defaultRole = ownerRef ? roleOfGroup(ownerRef) : 'the on-call';
    const known = await this.#entries();
    const named = new Set(
      known.flatMap(({ identifiers }) =>
        identifiers.map(one => one.toLocaleLowerCase('en-US')),
      ),
    );
    const actors = new Set(evidence.flatMap(actorsOf));
    return {
      systems,
      defaultRole,
      roster: [
        ...known,
        ...[...actors]
          .filter(actor => !named.has(actor.toLocaleLowerCase('en-US')))
          .map(actor => ({ identifiers: [actor], role: defaultRole })),
      ],
    };
  }

  async #entries(): Promise<RosterEntry[]> {
    if (!this.#users || this.#users.until < Date.now()) {
      const users = await this.#reader.users();
      this.#users = {
        until: Date.now() + TTL_MS,
        entries: users.map(toEntry),
      };
    }
    return this.#users.entries;
  }
}

function toEntry(user: Entity): RosterEntry {
  const profile = (user.spec?.profile ?? {}) as Record<string, unknown>;
  const handles = Object.entries(user.metadata.annotations ?? {})
    .filter(([name]) => HANDLE.test(name))
    .map(([, value]) => value);
  const [group] = targetsOf(user, 'memberOf');
  return {
    identifiers: [
      ...new Set(
        [
          user.metadata.name,
          user.metadata.title,
          profile.displayName,
          profile.email,
          ...handles,
        ].filter(
          (one): one is string =>
            typeof one === 'string' &&
            one.length > 1 &&
            one.toLocaleLowerCase('en-US') !== 'guest',
        ),
      ),
    ],
    role: group ? roleOfGroup(group) : 'the on-call',
  };
}

function actorsOf({ payload }: EvidenceNode): string[] {
  return ACTORS.flatMap(pointer => {
    const actor = resolvePointer(payload, pointer);
    // Ids without letters identify nobody to a reader
    return typeof actor === 'string' && /\p{L}{2}/u.test(actor)
      ? [actor.trim()]
      : [];
  });
}

/** `group:default/payments-team` is `the payments on-call`. */
function roleOfGroup(ref: string): string {
  const name = ref
    .slice(ref.indexOf('/') + 1)
    .replace(/[-_ ]?(?:team|squad|group)$/i, '')
    .replaceAll('-', ' ');
  return `the ${name} on-call`;
}

import type { Entity } from '@backstage/catalog-model';
import {
  type EvidenceNode,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type CatalogReader, targetsOf } from '../platform/catalog';
import { Turns } from '../platform/Turns';
import { isGivenToPeople } from './text/lexicon';
import type { BlamelessContext, RosterEntry } from './types';
import { PRODUCTS, SYSTEM_WORDS } from './words/people';

/** How long the catalog's users are remembered, in milliseconds. */
const TTL_MS = 10 * 60_000;

/** Annotations with a user's handles at other tools end like this. */
const HANDLE = /(?:user-login|\/login|username|user-id)$/;

/** A user of the catalog, with the groups they are in now; the catalog keeps no former ones. */
type Member = Pick<RosterEntry, 'identifiers'> & { groups: string[] };

/**
 * The people of an incident: the catalog's users, and those in its evidence.
 */
export class CatalogRoster {
  readonly #reader: Pick<CatalogReader, 'users'>;
  #users?: { until: number; entries: Member[] };

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
    const known = await this.#entries();
    const named = new Set(
      known.flatMap(({ identifiers }) =>
        identifiers.map(one => one.toLocaleLowerCase('en-US')),
      ),
    );
    const written = new Set<string>();
    const turns = new Turns();
    for (const node of evidence) {
      for (const actor of actorsOf(node)) written.add(actor);
      await turns.next();
    }
    const actors = new Set([...written].flatMap(namesIn));
    return {
      systems,
      roster: [
        ...known.map(({ identifiers, groups }) => ({
          identifiers,
          role: roleIn(groups, ownerRef),
        })),
        ...[...actors]
          .filter(actor => !named.has(actor.toLocaleLowerCase('en-US')))
          .map(actor => ({ identifiers: [actor] })),
      ],
    };
  }

  async #entries(): Promise<Member[]> {
    if (!this.#users || this.#users.until < Date.now()) {
      const users = await this.#reader.users();
      this.#users = {
        until: Date.now() + TTL_MS,
        entries: users.map(toMember),
      };
    }
    return this.#users.entries;
  }
}

function toMember(user: Entity): Member {
  const profile = (user.spec?.profile ?? {}) as Record<string, unknown>;
  const handles = Object.entries(user.metadata.annotations ?? {})
    .filter(([name]) => HANDLE.test(name))
    .map(([, value]) => value);
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
    groups: targetsOf(user, 'memberOf'),
  };
}

/** Where evidence names an actor, as it stands there. */
function actorsOf({ payload }: EvidenceNode): string[] {
  const { author, user, actor, committer } = payload;
  const { name, id } = (author ?? {}) as { name?: unknown; id?: unknown };
  return [name, id, author, user, actor, committer].filter(
    one => typeof one === 'string',
  );
}

function namesIn(actor: string): string[] {
  const name = actor.replace(/^[a-z]+:[\w.-]+\//i, '').trim();
  // Ids without letters identify nobody to a reader
  return /\p{L}{2}/u.test(name) && !isProgram(name) ? [name] : [];
}

/** `github-actions[bot]`, `Argo CD`, `deploy pipeline`. */
function isProgram(actor: string): boolean {
  return actor
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some(
      word =>
        SYSTEM_WORDS.has(word) ||
        (PRODUCTS.has(word) && !isGivenToPeople(word)),
    );
}

/**
 * What the catalog says of a member of these groups: that much and no more, since who is on call is not in it. The group that owns the
 * primary service comes first. Without a group nothing is known.
 */
function roleIn(
  groups: readonly string[],
  ownerRef: string | undefined,
): string | undefined {
  const group =
    groups.find(ref => ref === ownerRef) ?? (groups.length > 0 && groups[0]);
  if (!group) return undefined;
  const name = group.slice(group.indexOf('/') + 1).replaceAll(/[-_]/g, ' ');
  return `a member of the ${
    /\b(?:team|squad|group|crew|guild|tribe)$/i.test(name)
      ? name
      : `${name} group`
  }`;
}

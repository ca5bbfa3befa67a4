import {
  ERASED_PERSON,
  isApproved,
  type Postmortem,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { readIncident } from '../incidents';
import type { ServiceCatalog } from '../platform/catalog';
import { type Contribution, contributionsTo } from './broughtWords';
import { isErasedAuthor } from './erasedAuthors';
import { readReviewSteps } from './ReviewStatusStore';
import type { RevisionRow } from './revisionRow';

/**
 * Whether authors may approve what they wrote: everywhere, nowhere, or where
 * all services of the incident belong to one of these groups.
 */
export type AuthorsMayApprove = boolean | readonly string[];

/** Finds out who may not approve a postmortem, because they wrote it. */
export class ApprovalAuthors {
  readonly #knex: Knex;
  readonly #serviceCatalog: Pick<ServiceCatalog, 'ownedBy'>;
  readonly #authorsMayApprove: AuthorsMayApprove;

  constructor(options: {
    knex: Knex;
    serviceCatalog: Pick<ServiceCatalog, 'ownedBy'>;
    authorsMayApprove: AuthorsMayApprove;
  }) {
    this.#knex = options.knex;
    this.#serviceCatalog = options.serviceCatalog;
    this.#authorsMayApprove = options.authorsMayApprove;
  }

  /**
   * Refs of the people who changed what an approval would cover, in order: in the
   * document, or in what it was drafted from since. Empty unless the postmortem is
   * in review. Who only has it drafted again is no author: the words are not theirs.
   *
   * @param reader - named as well when their part is known and their name erased
   */
  async of(
    postmortem: Pick<Postmortem, 'id' | 'incidentKey' | 'status' | 'revision'>,
    reader?: string,
  ): Promise<string[]> {
    const { id, incidentKey, status, revision } = postmortem;
    if (status !== 'in_review' || this.#authorsMayApprove === true) return [];
    const approved = await this.#approvedBefore(id);
    const revisions = await this.#revisionsUntil(id, revision);
    const covered = revisions.filter(one => one.revision > approved);
    const contributions = await contributionsTo(this.#knex, {
      incidentKey,
      after: revisions.find(one => one.revision === approved)?.createdAt ?? '',
    });
    const drafted = covered.filter(({ author }) => author.type !== 'person');
    const draftedAt = drafted.at(-1)?.createdAt ?? '';
    const authors = new Set([
      ...covered.flatMap(({ author }) =>
        author.type === 'person' ? author.ref : [],
      ),
      ...contributions.flatMap(({ by, at, hasWords }) =>
        hasWords && at <= draftedAt ? by : [],
      ),
    ]);
    const isErased =
      reader !== undefined &&
      (await isErasedAuthor(this.#knex, { postmortemId: id, ref: reader }));
    if (isErased) authors.add(reader);
    if (await this.#isExempt(incidentKey, authors, contributions)) return [];
    authors.delete(ERASED_PERSON);
    return [...authors].sort();
  }

  async #revisionsUntil(id: string, revision: number) {
    const rows = await this.#knex<RevisionRow>('revisions')
      .where('postmortem_id', id)
      .andWhere('revision', '<=', revision)
      .orderBy('revision')
      .select('revision', 'author', 'created_at');
    return rows.map(row => ({
      revision: row.revision,
      author: JSON.parse(row.author) as Revision['author'],
      createdAt: row.created_at,
    }));
  }

  /** The newest revision whose approval nobody has taken back; 0 for none. */
  async #approvedBefore(id: string): Promise<number> {
    const approved: number[] = [];
    for (const [revision, steps] of await readReviewSteps(this.#knex, id)) {
      for (const { from, to } of steps) {
        if (to === 'approved') approved.push(revision);
        else if (isApproved(from) && !isApproved(to)) approved.pop();
      }
    }
    return approved.at(-1) ?? 0;
  }

  /**
   * Whether its services belong to a team of one. Those that an author took away
   * count as well: whoever could choose the services would exempt themselves.
   */
  async #isExempt(
    key: string,
    authors: ReadonlySet<string>,
    contributions: readonly Contribution[],
  ): Promise<boolean> {
    const exempt = this.#authorsMayApprove;
    if (typeof exempt === 'boolean') return exempt;
    if (exempt.length === 0) return false;
    const { services } = await readIncident(this.#knex, { key });
    const before = contributions.flatMap(({ by, servicesBefore }) =>
      authors.has(by) ? servicesBefore : [],
    );
    const owned = new Set(
      await this.#serviceCatalog.ownedBy({ ownerRefs: [...exempt] }),
    );
    return [...services, ...before].every(ref => owned.has(ref));
  }
}

import {
  isApproved,
  type Postmortem,
  type Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { readIncident } from '../incidents';
import type { ServiceCatalog } from '../platform/catalog';
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
   * Refs of the people who changed what an approval would cover, in order.
   * Empty unless the postmortem is in review. Who has it drafted again is no
   * author: the words are not theirs.
   */
  async of(
    postmortem: Pick<Postmortem, 'id' | 'incidentKey' | 'status' | 'revision'>,
  ): Promise<string[]> {
    const { id, status, revision } = postmortem;
    if (status !== 'in_review') return [];
    if (await this.#isExempt(postmortem)) return [];
    const rows = await this.#knex<RevisionRow>('revisions')
      .where('postmortem_id', id)
      .andWhere('revision', '>', await this.#approvedBefore(id))
      .andWhere('revision', '<=', revision)
      .distinct('author');
    const authors = rows.map((row): Revision['author'] =>
      JSON.parse(row.author),
    );
    const people = authors.flatMap(author =>
      author.type === 'person' ? author.ref : [],
    );
    return [...new Set(people)].sort();
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

  async #isExempt({
    incidentKey: key,
  }: Pick<Postmortem, 'incidentKey'>): Promise<boolean> {
    const exempt = this.#authorsMayApprove;
    if (typeof exempt === 'boolean') return exempt;
    if (exempt.length === 0) return false;
    const { services } = await readIncident(this.#knex, { key });
    const owned = new Set(
      await this.#serviceCatalog.ownedBy({ ownerRefs: [...exempt] }),
    );
    return services.every(ref => owned.has(ref));
  }
}

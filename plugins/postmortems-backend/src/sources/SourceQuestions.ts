import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { databaseTime } from '../platform/database';

/** Longer than any question takes; whoever asked has died meanwhile. */
const LEASE_MS = 60_000;

type QuestionRow = { source_id: string; token: string; until: string };

/**
 * Lets one administrator at a time ask a source, over all replicas: each question
 * counts towards the limits of the system that is asked.
 */
export class SourceQuestions {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Throws `ConflictError` while somebody else asks the source. */
  async ask<T>(sourceId: string, question: () => Promise<T>): Promise<T> {
    const token = randomUUID();
    const [taken] = await this.#knex<QuestionRow>('source_questions')
      .insert({
        source_id: sourceId,
        token,
        until: databaseTime(this.#knex, LEASE_MS) as never,
      })
      .onConflict('source_id')
      .merge(['token', 'until'])
      .where('source_questions.until', '<', databaseTime(this.#knex))
      .returning('token');
    if (taken?.token !== token) {
      throw new ConflictError(
        `The source '${sourceId}' is being asked by somebody else; try again in a moment`,
      );
    }
    try {
      return await question();
    } finally {
      await this.#knex<QuestionRow>('source_questions')
        .where({ source_id: sourceId, token })
        .delete();
    }
  }
}

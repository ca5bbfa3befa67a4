import {
  canHaveCategory,
  type ContributingFactorCategory,
  type PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { InvalidFieldsError } from '../platform/http';
import { suggestCategory } from './suggestCategory';

/** The configured categories of causes and contributing factors. */
export class Categories {
  readonly items: readonly ContributingFactorCategory[];
  readonly #ids: readonly string[];

  constructor(items: readonly ContributingFactorCategory[]) {
    this.items = items;
    this.#ids = items.map(({ id }) => id);
  }

  /** A category that is no longer configured is called by its id. */
  titleOf(id: string): string {
    return this.items.find(one => one.id === id)?.title ?? id;
  }

  /** Throws {@link InvalidFieldsError} with the ids that there are. */
  assertKnown(id: string): void {
    if (!this.#ids.includes(id)) {
      throw new InvalidFieldsError([
        {
          path: '/category',
          message: `'${id}' is not a configured category; there are ${this.#ids.join(
            ', ',
          )}`,
        },
      ]);
    }
  }

  /**
   * By the id of the block, for causes and factors without a category. Computed
   * anew each time, because the configuration can change.
   */
  suggestFor({
    sections,
  }: Pick<PostmortemContent, 'sections'>): Record<string, string> {
    return Object.fromEntries(
      sections.flatMap(section =>
        section.blocks.flatMap(block => {
          if (block.category || !canHaveCategory(section.id, block)) return [];
          const text = block.claims.map(claim => claim.text).join('\n');
          const id = suggestCategory(text, this.#ids);
          return id ? [[block.id, id]] : [];
        }),
      ),
    );
  }
}

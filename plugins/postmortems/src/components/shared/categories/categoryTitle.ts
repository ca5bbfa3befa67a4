import type { ContributingFactorCategory } from '@postmortems/backstage-plugin-postmortems-common';

/** The title of a category; its id if it is no longer configured. */
export function categoryTitle(
  categories: readonly ContributingFactorCategory[],
  id: string,
): string {
  return categories.find(one => one.id === id)?.title ?? id;
}

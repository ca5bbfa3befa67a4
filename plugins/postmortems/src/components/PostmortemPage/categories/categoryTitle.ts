import type { ContributingFactorCategory } from '@postmortems/backstage-plugin-postmortems-common';

/** A category that is not configured any more is called by its id. */
export function categoryTitle(
  categories: readonly ContributingFactorCategory[],
  id: string,
): string {
  return categories.find(one => one.id === id)?.title ?? id;
}

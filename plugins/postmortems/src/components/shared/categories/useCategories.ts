import { useApi } from '@backstage/core-plugin-api';
import type { ContributingFactorCategory } from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';

const NO_CATEGORIES: readonly ContributingFactorCategory[] = [];

/** The configured categories; empty while they load or if that fails. */
export function useCategories(): readonly ContributingFactorCategory[] {
  const api = useApi(postmortemsApiRef);
  const { value } = useAsync(
    async () => api.listContributingFactorCategories(),
    [api],
  );
  return value?.items ?? NO_CATEGORIES;
}

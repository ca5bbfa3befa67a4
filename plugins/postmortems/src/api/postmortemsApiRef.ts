import { createApiRef } from '@backstage/core-plugin-api';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The postmortems backend, as screens call it.
 *
 * @public
 */
export const postmortemsApiRef = createApiRef<PostmortemsApi>({
  id: 'plugin.postmortems.client',
});

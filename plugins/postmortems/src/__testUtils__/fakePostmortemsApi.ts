import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { METHODS, stubPostmortemsApi } from './stubPostmortemsApi';

/** {@link stubPostmortemsApi} with a spy on each call. */
export function fakePostmortemsApi(
  calls: Partial<PostmortemsApi>,
): jest.Mocked<PostmortemsApi> {
  const api = stubPostmortemsApi(calls);
  for (const method of METHODS) jest.spyOn(api, method);
  return api as jest.Mocked<PostmortemsApi>;
}

import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';

const METHODS = [
  'createIncident',
  'listIncidents',
  'getIncident',
  'patchIncident',
  'submitEvidence',
  'listEvidence',
  'submitTrace',
  'listTraces',
  'verifyClaims',
  'createPostmortem',
  'listPostmortems',
  'getPostmortem',
  'editBlock',
  'setBlockCategory',
  'listContributingFactorCategories',
  'regeneratePostmortem',
  'transitionPostmortem',
  'getOrgMetrics',
  'listOrgMetricIncidents',
  'listActionItems',
  'countActionItems',
  'createActionItem',
  'patchActionItem',
  'listRevisions',
  'getProvenance',
  'getSeal',
  'exportMarkdown',
  'exportJson',
  'listTemplates',
] as const satisfies readonly (keyof PostmortemsApi)[];

/** An API of which a test gives the calls that it expects; every other call fails. */
export function fakePostmortemsApi(
  expected: Partial<PostmortemsApi>,
): jest.Mocked<PostmortemsApi> {
  const unexpected = METHODS.map(method => [
    method,
    () => Promise.reject(new Error(`Unexpected call of ${method}`)),
  ]);
  const api: PostmortemsApi = {
    ...Object.fromEntries(unexpected),
    ...expected,
  };
  for (const method of METHODS) jest.spyOn(api, method);
  return api as jest.Mocked<PostmortemsApi>;
}

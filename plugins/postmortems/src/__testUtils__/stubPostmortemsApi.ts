import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';

export const METHODS = [
  'createIncident',
  'listIncidents',
  'getIncident',
  'patchIncident',
  'submitEvidence',
  'listEvidence',
  'getEvidenceArchive',
  'listStatements',
  'addNote',
  'submitTrace',
  'listTraces',
  'verifyClaims',
  'createPostmortem',
  'listPostmortems',
  'getPostmortem',
  'editBlock',
  'addBlock',
  'moveBlock',
  'decideCause',
  'acceptUndetermined',
  'setBlockCategory',
  'listContributingFactorCategories',
  'regeneratePostmortem',
  'retryRecheck',
  'transitionPostmortem',
  'getOrgMetrics',
  'listOrgMetricIncidents',
  'listActionItems',
  'countActionItems',
  'createActionItem',
  'patchActionItem',
  'listRevisions',
  'listActivity',
  'getProvenance',
  'getPicture',
  'getGlossary',
  'getSeal',
  'exportMarkdown',
  'exportHtml',
  'exportJson',
  'previewErasure',
  'requestErasure',
  'getErasure',
  'listTemplates',
] as const satisfies readonly (keyof PostmortemsApi)[];

/** An API with some calls. Every other call rejects. */
export function stubPostmortemsApi(
  calls: Partial<PostmortemsApi>,
): PostmortemsApi {
  const unexpected = METHODS.map(method => [
    method,
    () => Promise.reject(new Error(`Unexpected call of ${method}`)),
  ]);
  return { ...Object.fromEntries(unexpected), ...calls };
}

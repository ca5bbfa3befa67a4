import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

/**
 * Where a software template is filled in, if the app has the scaffolder.
 * @public
 */
export const templateRouteRef = createExternalRouteRef({
  id: 'postmortems.template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** The list of all postmortems. @public */
export const rootRouteRef = createRouteRef({ id: 'postmortems' });

/** One postmortem, by the id of the postmortem. @public */
export const postmortemRouteRef = createSubRouteRef({
  id: 'postmortems.postmortem',
  parent: rootRouteRef,
  path: '/:postmortemId',
});

/** How the sources of evidence are doing, for administrators. */
export const sourcesRouteRef = createSubRouteRef({
  id: 'postmortems.sources',
  parent: rootRouteRef,
  path: '/sources',
});

/** The tab on entity pages. @public */
export const entityContentRouteRef = createRouteRef({
  id: 'postmortems.entity-content',
});

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createSearchResultListItemExtension } from '@backstage/plugin-search-react';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from './api/postmortemsApiRef';
import type { PostmortemSearchResultProps } from './components/PostmortemSearchResult';
import {
  entityContentRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';

/** The plugin, for apps of the older frontend system. @public */
export const postmortemsPlugin = createPlugin({
  id: 'postmortems',
  apis: [
    createApiFactory({
      api: postmortemsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new PostmortemsClient({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { template: templateRouteRef },
});

/**
 * The page of all postmortems, and of each one below it. Mount it once, at
 * `/postmortems`.
 *
 * @public
 */
export const PostmortemsPage = postmortemsPlugin.provide(
  createRoutableExtension({
    name: 'PostmortemsPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/Router').then(m => m.Router),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The Postmortems tab of an entity page. Needs {@link PostmortemsPage} in the same app.
 *
 * @public
 */
export const EntityPostmortemsContent = postmortemsPlugin.provide(
  createRoutableExtension({
    name: 'EntityPostmortemsContent',
    component: (): Promise<() => JSX.Element> =>
      import('./components/EntityTab').then(m => m.EntityTab),
    mountPoint: entityContentRouteRef,
  }),
);

/**
 * The content of a home page card: the reader's unpublished postmortems and
 * open action items.
 *
 * @public
 */
export const MyPostmortemsCard = postmortemsPlugin.provide(
  createComponentExtension({
    name: 'MyPostmortemsCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components/MyPostmortemsCard').then(m => m.MyPostmortemsCard),
    },
  }),
);

/** A postmortem among the results of a search page. @public */
export const PostmortemSearchResultListItem = postmortemsPlugin.provide(
  createSearchResultListItemExtension({
    name: 'PostmortemSearchResultListItem',
    predicate: ({ type }) => type === 'postmortems',
    component: (): Promise<
      (props: PostmortemSearchResultProps) => JSX.Element | null
    > =>
      import('./components/PostmortemSearchResult').then(
        m => m.PostmortemSearchResult,
      ),
  }),
);

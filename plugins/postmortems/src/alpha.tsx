/**
 * The plugin, for apps of the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import DescriptionIcon from '@material-ui/icons/Description';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from './api/postmortemsApiRef';
import { POSTMORTEM_KINDS } from './isPostmortemsAvailable';
import {
  entityContentRouteRef,
  rootRouteRef,
  templateRouteRef,
} from './routes';
import { commonMessages } from './translation/commonMessages';
import { myPostmortemsCardMessages } from './translation/myPostmortemsCardMessages';

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: postmortemsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new PostmortemsClient({ discoveryApi, fetchApi }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/postmortems',
    title: commonMessages.postmortems,
    icon: <DescriptionIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    // The pages bring their own, which the older frontend system needs too.
    noHeader: true,
    loader: () => import('./components/Router').then(m => <m.Router />),
  },
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/postmortems',
    title: commonMessages.postmortems,
    group: 'operation',
    icon: <DescriptionIcon fontSize="inherit" />,
    routeRef: entityContentRouteRef,
    filter: { kind: { $in: POSTMORTEM_KINDS } },
    loader: () => import('./components/EntityTab').then(m => <m.EntityTab />),
  },
});

const searchResult = SearchResultListItemBlueprint.make({
  params: {
    predicate: ({ type }) => type === 'postmortems',
    component: async () =>
      (await import('./components/PostmortemSearchResult'))
        .PostmortemSearchResult,
    icon: <DescriptionIcon fontSize="inherit" />,
  },
});

const searchFilter = SearchFilterResultTypeBlueprint.make({
  params: {
    name: commonMessages.postmortems,
    value: 'postmortems',
    icon: <DescriptionIcon fontSize="inherit" />,
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  name: 'mine',
  params: {
    name: 'MyPostmortems',
    title: myPostmortemsCardMessages.title,
    layout: {
      width: { minColumns: 3, defaultColumns: 4 },
      height: { minRows: 3, defaultRows: 5 },
    },
    components: () =>
      import('./components/MyPostmortemsCard').then(m => ({
        Content: m.MyPostmortemsCard,
      })),
  },
});

/** Page, tab, home page widget, search results and API client. @public */
export default createFrontendPlugin({
  pluginId: 'postmortems',
  title: commonMessages.postmortems,
  icon: <DescriptionIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { template: templateRouteRef },
  extensions: [
    api,
    page,
    entityContent,
    searchResult,
    searchFilter,
    homeWidget,
  ],
});

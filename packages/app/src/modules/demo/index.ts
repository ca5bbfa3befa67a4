import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

const startHere = HomePageWidgetBlueprint.make({
  name: 'start-here',
  params: {
    name: 'StartHere',
    title: 'Start here',
    layout: {
      width: { minColumns: 4, defaultColumns: 12 },
      height: { minRows: 3, defaultRows: 4 },
    },
    components: () =>
      import('./StartHere').then(m => ({ Content: m.StartHere })),
  },
});

/** What the front page of the demo shows first. */
export const demoModule = createFrontendModule({
  pluginId: 'home',
  extensions: [startHere],
});

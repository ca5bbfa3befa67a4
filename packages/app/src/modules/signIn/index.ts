import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const signInPage = SignInPageBlueprint.make({
  params: { loader: async () => (await import('./RolesPage')).RolesPage },
});

/** Asks in which role to look at the example app. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage],
});

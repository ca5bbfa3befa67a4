import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { demoModule } from './modules/demo';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// Every other plugin is found through `app.packages: all` in app-config.yaml:
// adding a plugin to package.json is enough to have it here.
export default createApp({
  features: [catalogPlugin, demoModule, navModule, signInModule],
});

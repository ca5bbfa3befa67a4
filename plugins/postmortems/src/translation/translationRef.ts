import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { commonMessages } from './commonMessages';
import { myPostmortemsCardMessages } from './myPostmortemsCardMessages';
import { orgMetricsPageMessages } from './orgMetricsPageMessages';
import { postmortemPageMessages } from './postmortemPageMessages';
import { entityTabMessages } from './entityTabMessages';
import { sourcesPageMessages } from './sourcesPageMessages';

/** The messages of the plugin. @public */
export const postmortemsTranslationRef = createTranslationRef({
  id: 'plugin.postmortems',
  messages: {
    common: commonMessages,
    tab: entityTabMessages,
    home: myPostmortemsCardMessages,
    orgMetrics: orgMetricsPageMessages,
    page: postmortemPageMessages,
    sources: sourcesPageMessages,
  },
});

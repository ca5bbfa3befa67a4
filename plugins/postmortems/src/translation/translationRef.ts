import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { commonMessages } from './commonMessages';
import { homeMessages } from './homeMessages';
import { orgMetricsMessages } from './orgMetricsMessages';
import { postmortemPageMessages } from './postmortemPageMessages';
import { tabMessages } from './tabMessages';

/** Every word that the plugin's screens show. @public */
export const postmortemsTranslationRef = createTranslationRef({
  id: 'plugin.postmortems',
  messages: {
    common: commonMessages,
    tab: tabMessages,
    home: homeMessages,
    orgMetrics: orgMetricsMessages,
    page: postmortemPageMessages,
  },
});

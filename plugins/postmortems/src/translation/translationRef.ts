import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { listMessages } from './listMessages';
import { metricsMessages } from './metricsMessages';
import { retrospectivePageMessages } from './retrospectivePageMessages';

/** Every word that the plugin's screens show. @public */
export const postmortemsTranslationRef = createTranslationRef({
  id: 'plugin.postmortems',
  messages: {
    list: listMessages,
    metrics: metricsMessages,
    page: retrospectivePageMessages,
  },
});

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { postmortemsModelSynthesiserExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { ChatModel } from './client/ChatModel';
import { readOpenAiConfig } from './config';
import { OpenAiSynthesiser } from './OpenAiSynthesiser';

/**
 * Sections drafted by a model from numbered passages of the evidence; every sentence is verified, and what does not stand is
 * dropped.
 *
 * @public
 */
export const postmortemsModuleOpenai = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'openai',
  register(reg) {
    reg.registerInit({
      deps: {
        models: postmortemsModelSynthesiserExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ models, config, logger }) {
        const openai = readOpenAiConfig(config);
        if (!openai) {
          logger.info(
            'No postmortems.openai in the configuration: postmortems are written without a model',
          );
          return;
        }
        models.setModelSynthesiser(
          new OpenAiSynthesiser({
            config: openai,
            model: ChatModel.create(openai),
          }),
        );
      },
    });
  },
});

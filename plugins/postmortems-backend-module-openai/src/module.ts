import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { postmortemsDraftingModelExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { ChatModel } from './client/ChatModel';
import { readOpenAiConfig } from './config';
import { OpenAiDraftingModel } from './OpenAiDraftingModel';

/**
 * Lets a model behind an OpenAI-compatible API draft sections from passages of
 * the evidence. Every claim is verified, and what the evidence does not support
 * is dropped.
 *
 * @public
 */
export const postmortemsModuleOpenai = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'openai',
  register(reg) {
    reg.registerInit({
      deps: {
        drafting: postmortemsDraftingModelExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ drafting, config, logger }) {
        const openai = readOpenAiConfig(config);
        if (!openai) {
          logger.info(
            'No postmortems.openai in the configuration: postmortems are written without a model',
          );
          return;
        }
        drafting.setDraftingModel(
          new OpenAiDraftingModel({
            config: openai,
            model: ChatModel.create(openai),
          }),
        );
      },
    });
  },
});

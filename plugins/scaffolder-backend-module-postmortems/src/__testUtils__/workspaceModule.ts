import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file into the workspace, as the steps of a template would before ours. */
export const workspaceModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test-workspace',
  register(reg) {
    reg.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      async init({ scaffolder }) {
        scaffolder.addActions(
          createTemplateAction({
            id: 'test:write',
            supportsDryRun: true,
            schema: {
              input: { path: z => z.string(), content: z => z.string() },
            },
            async handler({ workspacePath, input }) {
              const path = join(workspacePath, input.path);
              await mkdir(dirname(path), { recursive: true });
              await writeFile(path, input.content);
            },
          }),
        );
      },
    });
  },
});

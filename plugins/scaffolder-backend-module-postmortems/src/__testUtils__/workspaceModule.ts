import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

async function write(workspace: string, name: string, content: string) {
  const path = join(workspace, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Writes files into the workspace, as the steps of a template would before ours. */
export const workspaceModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'test-workspace',
  register(reg) {
    reg.registerInit({
      deps: { scaffolder: scaffolderActionsExtensionPoint },
      async init({ scaffolder }) {
        const log: string[] = [];
        scaffolder.addActions(
          createTemplateAction({
            id: 'test:write',
            supportsDryRun: true,
            schema: {
              input: { path: z => z.string(), content: z => z.string() },
            },
            async handler({ workspacePath, input }) {
              await write(workspacePath, input.path, input.content);
            },
          }),
          // A log that has one more line each time it is fetched
          createTemplateAction({
            id: 'test:fetch-log',
            schema: { input: { path: z => z.string() } },
            async handler({ workspacePath, input }) {
              log.push(`order ${log.length + 1} rejected`);
              await write(workspacePath, input.path, log.join('\n'));
            },
          }),
        );
      },
    });
  },
});

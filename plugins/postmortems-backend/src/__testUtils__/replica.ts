/**
 * One replica of a small backend in a process of its own, as tests start it:
 * with a source whose work takes as long as `SLOW_MS` says, and its start as
 * long as `START_MS`. With `DIES` it kills itself `before` or `after` the commit of
 * its first new action item.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { postmortemsEvidenceSourceExtensionPoint } from '@postmortems/backstage-plugin-postmortems-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActionItemStore } from '../actionItems';
import postmortemsPlugin, {
  databaseHealthServiceFactory,
  promptShutdownHttpServiceFactory,
} from '..';

const SLOW_MS = Number(process.env.SLOW_MS ?? 0);
const START_MS = Number(process.env.START_MS ?? 0);

if (process.env.DIES) {
  const { create } = ActionItemStore.prototype;
  ActionItemStore.prototype.create = async function dies(options) {
    if (process.env.DIES === 'after') await create.call(this, options);
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => {});
  };
}

const backend = createBackend();
backend.add(databaseHealthServiceFactory);
backend.add(promptShutdownHttpServiceFactory);
backend.add(catalogServiceMock.factory({ entities: [] }));
backend.add(postmortemsPlugin);
backend.add(
  createBackendModule({
    pluginId: 'postmortems',
    moduleId: 'slow-source',
    register(reg) {
      reg.registerInit({
        deps: { sources: postmortemsEvidenceSourceExtensionPoint },
        async init({ sources }) {
          await sleep(START_MS);
          sources.addEvidenceSource({
            id: 'slow',
            collect: async () => {
              await sleep(SLOW_MS);
              return [];
            },
            webhook: {
              authenticate: async ({ rawBody }) => ({
                deliveryId: String(rawBody),
              }),
              process: async ({ id }, access) => {
                await sleep(SLOW_MS);
                await access.createIncident({
                  key: id,
                  title: `Delivered as ${id}`,
                  severity: 'sev3',
                  services: ['component:default/checkout'],
                  startedAt: '2026-03-02T14:02:00Z',
                  visibility: 'public',
                  participants: [],
                });
              },
            },
          });
        },
      });
    },
  }),
);
// As docs/getting-started.md wants it in production
backend.start().catch(() => process.exit(1));

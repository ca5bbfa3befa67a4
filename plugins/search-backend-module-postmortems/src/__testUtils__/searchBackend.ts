import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createBackendModule,
  type BackendFeature,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  eventsServiceFactory,
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import searchPlugin from '@backstage/plugin-search-backend';
import type { IndexableDocument } from '@backstage/plugin-search-common';
import type { JsonObject } from '@backstage/types';
import request from 'supertest';
import { searchModulePostmortems } from '../module';

type Services = { events: EventsService; scheduler: SchedulerService };

/**
 * Backstage's own search, scheduler and events with the module, and the other
 * features. Postmortems are collated at the start, and then only when something
 * triggers it: they are due again after hours.
 */
export async function startSearch(options: {
  features: BackendFeature[];
  /** Instead of events within the process. */
  events?: BackendFeature;
  /**
   * Whether the schedule runs in every process, or in one of several, which
   * poll for it every five seconds.
   */
  scope?: 'local' | 'global';
  config?: JsonObject;
}) {
  const { features, scope = 'local', config } = options;
  let services: Services | undefined;
  const backend = await startTestBackend({
    features: [
      searchPlugin,
      searchModulePostmortems,
      schedulerServiceFactory,
      options.events ?? eventsServiceFactory,
      createBackendModule({
        pluginId: 'search',
        moduleId: 'test-access',
        register(reg) {
          reg.registerInit({
            deps: {
              events: eventsServiceRef,
              scheduler: coreServices.scheduler,
            },
            async init(deps) {
              services = deps;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          events: { useEventBus: 'never' },
          search: {
            collators: {
              postmortems: {
                schedule: {
                  frequency: { hours: 10 },
                  timeout: { minutes: 1 },
                  scope,
                },
              },
            },
          },
          ...config,
        },
      }),
      ...features,
    ],
  });
  const { server } = backend;
  return {
    server,
    stop: () => backend.stop(),
    publish: async (eventPayload: JsonObject) =>
      services?.events.publish({ topic: 'postmortems', eventPayload }),
    /** Collates now. */
    collate: async () =>
      eventually(async () =>
        services?.scheduler.triggerTask('search_index_postmortems'),
      ),
    /** The postmortems that a user finds; `undefined` before there is an index. */
    async search(
      term: string,
      authorization = mockCredentials.user.header(),
    ): Promise<IndexableDocument[] | undefined> {
      const { status, body } = await request(server)
        .get('/api/search/query')
        .query({ term, 'types[0]': 'postmortems' })
        .set('authorization', authorization);
      if (body.error?.name === 'MissingIndexError') return undefined;
      expect([status, body.error]).toEqual([200, undefined]);
      return body.results.map(
        ({ document }: { document: IndexableDocument }) => document,
      );
    },
  };
}

/** Of what was found. */
export const titlesOf = (documents?: IndexableDocument[]) =>
  documents?.map(({ title }) => title);

/** Repeats the assertion until it holds, for at most 20 seconds. */
export async function eventually(assertion: () => Promise<void> | void) {
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** A database that takes longer counts as gone, in milliseconds. */
const PATIENCE_MS = 2_000;
/** Probes that come meanwhile share one answer, in milliseconds. */
const FRESH_MS = 1_000;

/** Whether the databases answer that plugins have named. */
export class DatabaseChecks {
  readonly #databases = new Set<Knex>();
  #last: { at: number; answer: Promise<boolean> } | undefined;

  add(knex: Knex): void {
    this.#databases.add(knex);
  }

  async answer(): Promise<boolean> {
    if (!this.#last || Date.now() - this.#last.at > FRESH_MS) {
      this.#last = { at: Date.now(), answer: this.#ask() };
    }
    return this.#last.answer;
  }

  async #ask(): Promise<boolean> {
    const answers = await Promise.all([...this.#databases].map(doesAnswer));
    return answers.every(Boolean);
  }
}

/** Shared by the plugin, which knows its database, and the health of the backend. */
export const databaseChecksServiceRef = createServiceRef<DatabaseChecks>({
  id: 'postmortems.database-checks',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => new DatabaseChecks(),
    }),
});

/**
 * Health of the backend as Backstage has it by default, and readiness is also
 * 503 while the database of the plugin does not answer. Add it to the backend in
 * the place of the default one.
 *
 * @public
 */
export const databaseHealthServiceFactory = createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    databases: databaseChecksServiceRef,
  },
  async factory({ lifecycle, databases }) {
    let state: 'starting' | 'up' | 'stopping' = 'starting';
    lifecycle.addStartupHook(() => {
      state = 'up';
    });
    lifecycle.addBeforeShutdownHook(() => {
      state = 'stopping';
    });
    const notReady = (message: string) => ({
      status: 503,
      payload: { message, status: 'error' },
    });
    return {
      getLiveness: async () => ({ status: 200, payload: { status: 'ok' } }),
      getReadiness: async () => {
        if (state === 'starting')
          return notReady('Backend has not started yet');
        if (state === 'stopping') return notReady('Backend is shutting down');
        return (await databases.answer())
          ? { status: 200, payload: { status: 'ok' } }
          : notReady('The database does not answer');
      },
    };
  },
});

async function doesAnswer(knex: Knex): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = knex.select(knex.raw('1')).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

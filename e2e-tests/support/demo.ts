import { startExampleBackend, type ExampleBackend } from './exampleBackend';
import { test as base } from './test';

const POLL_MS = 500;

/** The example app with the simulated incidents of the shop, examples/captures. */
export const test = demoTest({
  name: 'demo',
  content: 'shop',
  within: 90_000,
  isComplete: async get => (await get('/postmortems'))?.items.length >= 4,
});

/** The example app as `npm start` shows it: with those of a made-up company besides, 400 in all. */
export const companyTest = demoTest({
  name: 'company',
  content: 'true',
  within: 600_000,
  // The seeding describes each incident as its last write
  isComplete: async get =>
    Boolean((await get('/incidents/OPS-1396'))?.description),
});

type Get = (path: string) => Promise<any>;

function demoTest(demo: {
  name: string;
  /** What `POSTMORTEMS_DEMO` says. */
  content: string;
  /** Milliseconds that the seeding may take. */
  within: number;
  isComplete(get: Get): Promise<boolean>;
}) {
  const { name, content, within, isComplete } = demo;
  return base.extend<object, { backend: ExampleBackend }>({
    backend: [
      // eslint-disable-next-line no-empty-pattern
      async ({}, use) => {
        const backend = await startExampleBackend({
          name,
          env: { POSTMORTEMS_DEMO: content },
        });
        try {
          const get = readerOf(backend);
          const deadline = Date.now() + within;
          while (!(await isComplete(get))) {
            if (Date.now() > deadline) {
              throw new Error(`The demo was not seeded in ${within} ms`);
            }
            await new Promise(resolve => setTimeout(resolve, POLL_MS));
          }
          await use(backend);
        } finally {
          await backend.stop();
        }
      },
      { scope: 'worker', timeout: within + 150_000 },
    ],
  });
}

/** Answers with nothing as long as there is nothing. */
function readerOf({ url, machineHeaders }: ExampleBackend): Get {
  return async path => {
    const answer = await fetch(`${url}/api/postmortems/v1${path}`, {
      headers: machineHeaders,
    });
    return answer.ok ? answer.json() : undefined;
  };
}

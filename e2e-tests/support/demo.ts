import { startExampleBackend, type ExampleBackend } from './exampleBackend';
import { test as base } from './test';

/** The example app as `npm start` shows it: with the recorded incidents. */
export const test = base.extend<object, { backend: ExampleBackend }>({
  backend: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const backend = await startExampleBackend({
        name: 'demo',
        env: { POSTMORTEMS_DEMO: 'recordings' },
      });
      await seeded(backend);
      await use(backend);
      await backend.stop();
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

async function seeded({ url, machineHeaders }: ExampleBackend) {
  const deadline = Date.now() + 90_000;
  let found = 0;
  while (found < 4) {
    if (Date.now() > deadline) throw new Error(`Only ${found} of 4 are seeded`);
    const response = await fetch(`${url}/api/postmortems/v1/retrospectives`, {
      headers: machineHeaders,
    });
    found = response.ok ? (await response.json()).items.length : 0;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

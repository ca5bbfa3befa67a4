import { resolvePackagePath } from '@backstage/backend-plugin-api';
import fs from 'node:fs/promises';

it('has the policy in the README that is tested', async () => {
  const read = (path: string) =>
    fs.readFile(
      resolvePackagePath(
        '@postmortems/backstage-plugin-search-backend-module-postmortems',
        path,
      ),
      'utf8',
    );
  expect(await read('README.md')).toContain(
    await read('src/__testUtils__/searchPolicy.ts'),
  );
});

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import fs from 'node:fs/promises';

it('has the tested policy in the README', async () => {
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

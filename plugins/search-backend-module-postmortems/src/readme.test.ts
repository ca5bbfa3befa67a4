import { resolvePackagePath } from '@backstage/backend-plugin-api';
import fs from 'node:fs/promises';

it('README contains the tested permission policy', async () => {
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

import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readTeamsConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/microsoft-teams.md'),
  'utf8',
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)];

describe('docs/sources/microsoft-teams.md', () => {
  it.each(examples.map(([, text], index) => [index, text]))(
    'has a configuration %i that is read',
    (_, text) => {
      const config = mockServices.rootConfig({ data: parse(String(text)) });
      expect(readTeamsConfig(config)).toHaveLength(1);
    },
  );
});

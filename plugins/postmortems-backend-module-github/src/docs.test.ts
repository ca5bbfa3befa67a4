import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { GithubClient } from './api/GithubClient';
import { readGithubConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/github.md'),
  'utf8',
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
  parse(text),
);

describe('docs/sources/github.md', () => {
  it.each(examples)('has a configuration that starts: %j', data => {
    const config = mockServices.rootConfig({ data });
    const blocks = readGithubConfig(config);
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      GithubClient.create(block, ScmIntegrations.fromConfig(config));
    }
  });
});

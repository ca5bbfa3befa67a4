import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readAuroraConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/aurora.md'),
  'utf8',
);

describe('docs/sources/aurora.md', () => {
  it('has a configuration that is read', () => {
    const [, example] = /```yaml\n([^]*?)```/.exec(page)!;
    const text = example.replace('${AURORA_WEBHOOK_TOKEN}', '0123456789abcdef');
    const config = mockServices.rootConfig({ data: parse(text) });
    expect(readAuroraConfig(config)).toHaveLength(1);
  });
});

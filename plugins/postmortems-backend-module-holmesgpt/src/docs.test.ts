import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readHolmesConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/holmesgpt.md'),
  'utf8',
);

describe('docs/sources/holmesgpt.md', () => {
  it('has a configuration that is read', () => {
    const [, example] = /```yaml\n([^]*?)```/.exec(page)!;
    const text = example.replace(
      '${HOLMESGPT_WEBHOOK_TOKEN}',
      '0123456789abcdef',
    );
    const config = mockServices.rootConfig({ data: parse(text) });
    expect(readHolmesConfig(config)).toHaveLength(1);
  });
});

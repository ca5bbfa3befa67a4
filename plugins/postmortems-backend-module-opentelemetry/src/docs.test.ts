import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readOpenTelemetryConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/opentelemetry.md'),
  'utf8',
);

describe('docs/sources/opentelemetry.md', () => {
  it('has a configuration that is read', () => {
    const [, example] = /```yaml\n([^]*?)```/.exec(page)!;
    const text = example.replace('${OTLP_TOKEN}', '0123456789abcdef');
    const config = mockServices.rootConfig({ data: parse(text) });
    expect(readOpenTelemetryConfig(config)).toHaveLength(1);
  });
});

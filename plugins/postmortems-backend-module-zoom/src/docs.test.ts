import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readZoomConfig } from './config/config';

const page = (name: string) =>
  readFileSync(path.resolve(__dirname, '../../../docs', name), 'utf8');

describe.each([
  ['docs/sources/zoom.md', page('sources/zoom.md')],
  ['docs/configuration.md', page('configuration.md')],
])('%s', (_, text) => {
  it('has a configuration that is read', () => {
    const blocks = [...text.matchAll(/```yaml\n([^]*?)```/g)]
      .map(([, yaml]) => yaml)
      .filter(yaml => yaml.includes('platform: zoom'));
    expect(blocks).toHaveLength(1);
    const data = parse(blocks[0].replace(/\$\{(\w+)\}/g, '$1'));
    expect(readZoomConfig(mockServices.rootConfig({ data }))).toHaveLength(1);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { application, notificationOf } from './__testUtils__/shop';
import { readArgoCdConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/argocd.md'),
  'utf8',
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
  parse(text),
);

describe('docs/sources/argocd.md', () => {
  it('has a configuration that is read', () => {
    const [data] = examples.filter(({ postmortems }) => postmortems);
    const config = mockServices.rootConfig({ data });
    expect(readArgoCdConfig(config)).toHaveLength(1);
  });

  it('has a notification with the fields that are read', () => {
    const [{ data }] = examples.filter(example => example.data);
    const { url, headers } = parse(data['service.webhook.postmortems']);
    expect(url).toMatch(/\/api\/postmortems\/webhooks\/argocd$/);
    expect(headers[0].value).toMatch(/^Bearer \$/);
    const { webhook } = parse(data['template.postmortems']);
    // Every condition holds, and every value is null
    const body = JSON.parse(
      webhook.postmortems.body
        .replace(/\{\{ if \$index \}\},\{\{ end \}\}/, '')
        .replace(/\{\{-? (?:with|range|end)[^}]*\}\}/g, '')
        .replace(/\{\{ toJson .*? \}\}/g, 'null'),
    );
    const made = JSON.parse(notificationOf(application()));
    expect(Object.keys(body).sort()).toEqual(
      [...new Set([...Object.keys(made), 'revisions'])].sort(),
    );
    for (const trigger of parse(data.subscriptions)[0].triggers) {
      expect(parse(data[`trigger.${trigger}`])[0].send).toEqual([
        'postmortems',
      ]);
    }
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readSlackConfig } from './config/config';
import { ADD_SHORTCUT, START_SHORTCUT } from './webhook/Commands';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/slack.md'),
  'utf8',
);
const example = (language: string) =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)![1];

describe('docs/sources/slack.md', () => {
  it('has a configuration that is read', () => {
    const text = example('yaml').replace('${SLACK_BOT_TOKEN}', 'xoxb-1');
    const config = mockServices.rootConfig({ data: parse(text) });
    expect(readSlackConfig(config)).toHaveLength(1);
  });

  it('has a manifest whose shortcuts are known', () => {
    const { features } = JSON.parse(example('json'));
    expect(
      features.shortcuts.map(
        ({ callback_id: id }: { callback_id: string }) => id,
      ),
    ).toEqual([START_SHORTCUT, ADD_SHORTCUT]);
  });
});

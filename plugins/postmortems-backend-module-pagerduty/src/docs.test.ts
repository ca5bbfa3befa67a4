import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readPagerDutyConfig } from './config/config';

const page = readFileSync(
  path.resolve(__dirname, '../../../docs/sources/pagerduty.md'),
  'utf8',
);
const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)]
  .map(([, text]) => parse(text))
  .filter(({ postmortems }) => postmortems);

describe('docs/sources/pagerduty.md', () => {
  it.each(examples)('has a configuration that is read: %j', data => {
    const config = mockServices.rootConfig({ data });
    expect(readPagerDutyConfig(config)).toHaveLength(1);
  });

  it('has a webhook subscription with events that are known', () => {
    const [, json] = /```json\n([^]*?)```/.exec(page)!;
    const { webhook_subscription: subscription } = JSON.parse(json);
    const { events, delivery_method: delivery } = subscription;
    expect(delivery.url).toMatch(/\/api\/postmortems\/webhooks\/pagerduty$/);
    expect(new Set(events).size).toBe(events.length);
    for (const type of events) expect(type).toMatch(/^incident\./);
  });
});

import type { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';

const page = readFileSync(
  join(__dirname, '../../../../docs/sources/datadog.md'),
  'utf8',
);

/** The webhook as the documentation tells people to configure it in Datadog. */
export function webhookConfiguration(): { payload: string } {
  const [, json] = /```json\n([^]*?)```/.exec(page)!;
  const { payload, custom_headers: headers, ...rest } = JSON.parse(json);
  return {
    ...rest,
    payload: JSON.stringify(payload),
    custom_headers: JSON.stringify(headers),
  };
}

/** The configurations that the documentation shows. */
export function exampleBlocks(): JsonObject[] {
  return [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) =>
    parseYaml(text),
  );
}

import { assertionSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { render } from './render';

const document = readFileSync(
  resolve(__dirname, '../../../../docs/verification.md'),
  'utf8',
);
const examples = [
  ...document.matchAll(
    /^### `(?<type>\w+)`\n\n[^]*?```json\n(?<json>[^]*?)\n```\n\n> (?<sentence>.+)$/gm,
  ),
].map(({ groups }) => groups as Record<'type' | 'json' | 'sentence', string>);

describe('examples of assertions in the documentation', () => {
  it('are there for every type', () => {
    const types = assertionSchema.options.map(({ shape }) => shape.type.value);
    expect(examples.map(({ type }) => type)).toEqual(types);
  });

  it.each(examples)('are true of $type', ({ type, json, sentence }) => {
    const assertion = assertionSchema.parse(JSON.parse(json));
    expect(assertion.type).toBe(type);
    expect(render([assertion])).toBe(sentence);
  });
});

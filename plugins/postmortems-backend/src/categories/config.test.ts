import { mockServices } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { readCategories } from './config';
import { DEFAULT_CATEGORIES } from './defaultCategories';

const PATH = 'postmortems.contributingFactorCategories';

const read = (contributingFactorCategories: unknown) =>
  readCategories(
    mockServices.rootConfig({
      data: { postmortems: { contributingFactorCategories } as never },
    }),
  );

describe('readCategories', () => {
  it('returns the ten default categories without configuration', () => {
    const categories = readCategories(mockServices.rootConfig({ data: {} }));

    expect(categories).toBe(DEFAULT_CATEGORIES);
    expect(categories.map(({ id }) => id)).toEqual([
      'change',
      'configuration',
      'capacity',
      'dependency',
      'infrastructure',
      'network',
      'data',
      'defect',
      'detection',
      'process',
    ]);
  });

  it('accepts the default categories written out', () => {
    expect(read(DEFAULT_CATEGORIES)).toEqual(DEFAULT_CATEGORIES);
  });

  it('accepts the example of the configuration page', () => {
    const page = readFileSync(
      path.resolve(__dirname, '../../../../docs/configuration.md'),
      'utf8',
    );
    const [example] = [...page.matchAll(/```yaml\n([^`]+)```/g)]
      .map(([, yaml]) => parse(yaml)?.postmortems?.contributingFactorCategories)
      .filter(Boolean);

    expect(read(example).map(({ id }) => id)).toContain('process');
  });

  const process = { id: 'process', title: 'Process' };

  it.each([
    ['an empty list', [], `${PATH} is wrong: is empty: list categories`],
    [
      'an id with spaces',
      [process, { id: 'Bad id', title: 'Bad' }],
      `${PATH}[1].id is wrong: must be a short lower-case name such as change`,
    ],
    ['a category without a title', [{ id: 'process' }], `${PATH}[0].title`],
    [
      'an unknown key',
      [{ ...process, color: 'red' }],
      `${PATH}[0] is wrong: a category has id, title and description only`,
    ],
    [
      'the same id twice',
      [process, process],
      `${PATH}[1].id repeats 'process': give each category an id of its own`,
    ],
    [
      'a list without process',
      [{ id: 'change', title: 'Change' }],
      `${PATH} has no category with the id 'process', which has to exist`,
    ],
  ])('rejects %s and says how to correct it', (_, categories, message) => {
    expect(() => read(categories)).toThrow(message);
  });
});

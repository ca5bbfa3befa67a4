import { DEFAULT_CATEGORIES } from './defaultCategories';
import { suggestCategory } from './suggestCategory';

const ids = DEFAULT_CATEGORIES.map(({ id }) => id);

describe('suggestCategory', () => {
  it.each([
    ['change', 'Version 2.4.1 was Deployed without a canary.'],
    ['configuration', 'A setting of the client was misconfigured.'],
    ['capacity', 'The connection pool was exhausted.'],
    ['dependency', 'The upstream provider did not answer.'],
    ['infrastructure', 'Two nodes of the cluster ran out of disk.'],
    ['network', 'The TLS certificate expired.'],
    ['data', 'The imported file holds 40 duplicate rows.'],
    ['defect', 'An unhandled exception crashed the process on start.'],
    ['detection', 'No alert fired; it went unnoticed for an hour.'],
    ['process', 'The runbook did not say who is on call.'],
  ])('suggests %s for “%s”', (category, text) => {
    expect(suggestCategory(text, ids)).toBe(category);
  });

  it.each([
    ['a text that speaks for none', 'It rained.'],
    ['the empty text', ''],
    ['a part of a word', 'The networker reloaded everything.'],
    ['the name of a service', 'network-api and orders.dns were slow.'],
  ])('suggests nothing for %s', (_, text) => {
    expect(suggestCategory(text, ids)).toBeUndefined();
  });

  it('suggests only configured categories', () => {
    const text = 'The certificate expired after a deployment.';

    expect(suggestCategory(text, ['process', 'change'])).toBe('change');
    expect(suggestCategory(text, ['process'])).toBeUndefined();
  });

  it('suggests the first in the list when several match equally', () => {
    expect(suggestCategory('dns deployment', ['network', 'change'])).toBe(
      'network',
    );
    expect(suggestCategory('dns deployment', ['change', 'network'])).toBe(
      'change',
    );
  });
});

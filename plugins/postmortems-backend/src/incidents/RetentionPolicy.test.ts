import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { testIncident } from '../__testUtils__/records';
import { RetentionPolicy } from './RetentionPolicy';

function policy(retention: JsonObject) {
  return RetentionPolicy.fromConfig(
    mockServices.rootConfig({ data: { postmortems: { retention } } }),
  );
}

const resolved = (fields: object = {}) =>
  testIncident({
    resolvedAt: '2024-02-29T10:00:00.000Z',
    createdAt: '2024-02-29T09:00:00.000Z',
    ...fields,
  });

describe('RetentionPolicy', () => {
  it('counts from the resolution, by severity, else by default', () => {
    const kept = policy({ sev1: { years: 7 }, default: { days: 730 } });
    expect(kept.of(resolved({ severity: 'sev1' }))).toEqual({
      until: '2031-02-28T10:00:00.000Z',
      rule: 'postmortems.retention.sev1: 7 years',
    });
    expect(kept.of(resolved())).toEqual({
      until: '2026-02-28T10:00:00.000Z',
      rule: 'postmortems.retention.default: 730 days',
    });
  });

  it('counts from the record of what was recorded later', () => {
    const kept = policy({ default: { days: 730 } });
    const imported = resolved({ createdAt: '2026-01-01T00:00:00.000Z' });
    expect(kept.of(imported)?.until).toBe('2028-01-01T00:00:00.000Z');
  });

  it('takes what the configuration page shows', () => {
    const page = readFileSync(
      path.resolve(__dirname, '../../../../docs/configuration.md'),
      'utf8',
    );
    const [example] = page
      .split('```yaml\n')
      .filter(text => text.includes('\n  retention:'));
    const { retention } = parse(example.split('```')[0]).postmortems;
    expect(policy(retention).of(resolved({ severity: 'sev1' }))?.rule).toBe(
      'postmortems.retention.sev1: 7 years',
    );
  });

  it('keeps without an end what is not resolved, and what has no rule', () => {
    const kept = policy({ sev1: { years: 7 } });
    expect(kept.of(resolved())).toBeUndefined();
    expect(kept.of(testIncident({ severity: 'sev1' }))).toBeUndefined();
    expect(policy({}).isEmpty).toBe(true);
  });

  it.each([
    [{ sev9: { days: 3 } }, 'postmortems.retention.sev9 is not known'],
    [{ default: { fortnights: 3 } }, 'postmortems.retention.default must be'],
    [{ default: { hours: 3 } }, 'must be a day or more'],
    [{ default: { days: -3 } }, 'must be a day or more'],
  ])('refuses %j', (retention, message) => {
    expect(() => policy(retention as JsonObject)).toThrow(message);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { warnOfUnknownKeys } from './config';

function warningsOf(data: JsonObject) {
  const logger = mockServices.logger.mock();
  warnOfUnknownKeys({ config: mockServices.rootConfig({ data }), logger });
  return logger.warn.mock.calls.map(([message]) => message);
}

describe('keys below postmortems', () => {
  it('are named in a warning each when nothing here knows them', () => {
    const warnings = warningsOf({
      postmortems: {
        templateManagment: { defaultVersion: 'v2' },
        prometeus: {},
        openai: { model: 'm' },
      },
    });
    expect(warnings).toEqual([
      expect.stringContaining('postmortems.templateManagment is ignored'),
      expect.stringContaining('postmortems.prometeus is ignored'),
    ]);
    expect(warnings[0]).toContain(
      'templateManagement, contributingFactorCategories, prometheus, openai',
    );
  });

  it('pass when they are known, and may be left out', () => {
    expect(warningsOf({})).toEqual([]);
    expect(
      warningsOf({
        postmortems: { templateManagement: {}, prometheus: {}, openai: {} },
      }),
    ).toEqual([]);
  });
});

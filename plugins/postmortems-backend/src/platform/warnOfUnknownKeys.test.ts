import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { warnOfUnknownKeys } from './warnOfUnknownKeys';

function warningsOf(data: JsonObject) {
  const logger = mockServices.logger.mock();
  warnOfUnknownKeys({ config: mockServices.rootConfig({ data }), logger });
  return logger.warn.mock.calls.map(([message]) => message);
}

describe('warnOfUnknownKeys', () => {
  it('warns of each unknown key', () => {
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
      'templateManagement, contributingFactorCategories, payloadKinds, provenanceRouting, sealing, webhooks, rateLimits, limits, uploads, catalog, machines, review, visibility, retention, schedule, openai',
    );
  });

  it('accepts known keys and an empty configuration', () => {
    expect(warningsOf({})).toEqual([]);
    expect(
      warningsOf({
        postmortems: { templateManagement: {}, openai: {} },
      }),
    ).toEqual([]);
  });
});

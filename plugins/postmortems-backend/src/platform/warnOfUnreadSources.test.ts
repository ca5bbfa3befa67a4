import { mockServices } from '@backstage/backend-test-utils';
import { warnOfUnreadSources } from './warnOfUnreadSources';

describe('warnOfUnreadSources', () => {
  it('names the sources in the configuration that no module reads', () => {
    const logger = mockServices.logger.mock();
    warnOfUnreadSources({
      logger,
      sources: new Map([['slack', {}]]),
      config: mockServices.rootConfig({
        data: {
          postmortems: {
            provenanceRouting: {
              chatSources: [{ platform: 'slack' }, { platform: 'teams' }],
              agentTraces: { platform: 'aurora' },
            },
          },
        },
      }),
    });
    expect(logger.warn.mock.calls.flat()).toEqual([
      expect.stringMatching(/chatSources\[1\] is ignored.*'teams'$/),
      expect.stringMatching(/agentTraces is ignored.*'aurora'$/),
    ]);
  });
});

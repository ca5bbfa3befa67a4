import { mockServices } from '@backstage/backend-test-utils';
import { warnOfUnreadSources } from './warnOfUnreadSources';

describe('warnOfUnreadSources', () => {
  it('names the sources in the configuration that no module reads', () => {
    const logger = mockServices.logger.mock();
    warnOfUnreadSources({
      logger,
      sources: new Map([
        ['slack', {}],
        ['gitlab', {}],
      ]),
      config: mockServices.rootConfig({
        data: {
          postmortems: {
            provenanceRouting: {
              chatSources: [{ platform: 'slack' }, { platform: 'teams' }],
              deploymentSources: [
                { platform: 'webhook', name: 'gitlab' },
                { platform: 'webhook', name: 'jenkins' },
              ],
              agentTraces: { platform: 'aurora' },
            },
          },
        },
      }),
    });
    expect(logger.warn.mock.calls.flat()).toEqual([
      expect.stringMatching(/chatSources\[1\] is ignored.*'teams'$/),
      expect.stringMatching(/deploymentSources\[1\] is ignored.*'webhook'$/),
      expect.stringMatching(/agentTraces is ignored.*'aurora'$/),
    ]);
  });
});

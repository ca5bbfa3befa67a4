import { mockServices } from '@backstage/backend-test-utils';
import { readAuroraConfig } from './config';

const PATH = 'postmortems.provenanceRouting.agentTraces';

function read(agentTraces: unknown) {
  return readAuroraConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { agentTraces } } } as never,
    }),
  );
}

describe('readAuroraConfig', () => {
  it('reads a block of its own, or its blocks of a list', () => {
    const block = { platform: 'aurora', license: 'CC-BY-4.0' };
    expect(read(block)).toEqual([{ license: 'CC-BY-4.0' }]);
    expect(read([{ platform: 'holmesgpt' }, block])).toHaveLength(1);
    expect(read({ platform: 'holmesgpt', url: 1 })).toEqual([]);
  });

  it.each([
    [{ license: 'ours' }, `${PATH}.license must be an SPDX license`],
    [{ webhook: { token: 'short' } }, `${PATH}.webhook.token must have`],
    [{ url: 'ftp://a' }, `${PATH}.url must be the http(s) address`],
    [{ url: 'https://a.example.com/?b' }, `${PATH}.url must have no query`],
    [{ webhook: {} }, `${PATH}.webhook.token`],
    [{ licence: 'MIT' }, `${PATH} Unrecognized key: "licence"`],
  ])('refuses %j and names the key', (block, message) => {
    expect(() => read({ platform: 'aurora', ...block })).toThrow(message);
  });
});

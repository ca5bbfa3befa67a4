import { mockServices } from '@backstage/backend-test-utils';
import { readHolmesConfig } from './config';

const PATH = 'postmortems.provenanceRouting.agentTraces';

function read(agentTraces: unknown) {
  return readHolmesConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { agentTraces } } } as never,
    }),
  );
}

describe('readHolmesConfig', () => {
  it('reads a block of its own, or its blocks of a list', () => {
    const block = { platform: 'holmesgpt', license: 'CC-BY-4.0' };
    expect(read(block)).toEqual([{ license: 'CC-BY-4.0' }]);
    expect(read([{ platform: 'aurora' }, block])).toHaveLength(1);
    expect(read({ platform: 'aurora', url: 1 })).toEqual([]);
  });

  it.each([
    [{ license: 'ours' }, `${PATH}.license must be an SPDX license`],
    [{ webhook: { token: 'short' } }, `${PATH}.webhook.token must have`],
    [{ webhook: {} }, `${PATH}.webhook.token`],
    [{ licence: 'MIT' }, `${PATH} Unrecognized key: "licence"`],
  ])('refuses %j and names the key', (block, message) => {
    expect(() => read({ platform: 'holmesgpt', ...block })).toThrow(message);
  });
});

import { mockServices } from '@backstage/backend-test-utils';
import { z } from 'zod';
import { listSourcePlatforms, readSourceBlocks } from './readSourceBlocks';

const schema = z.strictObject({
  channels: z.array(z.string().min(1, 'must not be empty')).min(1),
  retentionDays: z.number().default(30),
});

function read(provenanceRouting: object) {
  const config = mockServices.rootConfig({
    data: { postmortems: { provenanceRouting } },
  });
  return readSourceBlocks(config, {
    list: 'chatSources',
    platform: 'slack',
    schema,
  });
}

describe('readSourceBlocks', () => {
  it('reads the blocks of its platform with their defaults and paths', () => {
    const chatSources = [
      { platform: 'teams', whatever: 1 },
      { platform: 'slack', channels: ['incident-*'] },
    ];
    expect(read({ chatSources })).toEqual([
      {
        path: 'postmortems.provenanceRouting.chatSources[1]',
        block: { channels: ['incident-*'], retentionDays: 30 },
      },
    ]);
  });

  it('reads a single block that is not in a list', () => {
    expect(
      read({ chatSources: { platform: 'slack', channels: ['ops'] } }),
    ).toMatchObject([{ path: 'postmortems.provenanceRouting.chatSources' }]);
  });

  it('reads nothing without a configuration', () => {
    const config = mockServices.rootConfig({ data: {} });
    const options = { list: 'chatSources', platform: 'slack', schema } as const;
    expect(readSourceBlocks(config, options)).toEqual([]);
    expect(listSourcePlatforms(config, 'chatSources')).toEqual([]);
  });

  it('names each wrong key by its path', () => {
    const chatSources = [
      { platform: 'slack', channels: ['ops', ''], retention: 3 },
    ];
    expect(() => read({ chatSources })).toThrow(
      /^Invalid configuration: postmortems\.provenanceRouting\.chatSources\[0\]\.channels\[1\] must not be empty; postmortems\.provenanceRouting\.chatSources\[0\] Unrecognized key: "retention"$/,
    );
  });

  it('refuses a block without a platform', () => {
    expect(() => read({ chatSources: [{ channels: ['ops'] }] })).toThrow(
      'postmortems.provenanceRouting.chatSources[0].platform must be the name of a platform, e.g. slack',
    );
  });
});

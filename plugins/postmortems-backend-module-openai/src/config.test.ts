import { mockServices } from '@backstage/backend-test-utils';
import { readOpenAiConfig } from './config';

const read = (openai?: object) =>
  readOpenAiConfig(
    mockServices.rootConfig({
      data: openai ? { postmortems: { openai } } : {},
    }),
  );

describe('readOpenAiConfig', () => {
  it('returns undefined without the block', () => {
    expect(read()).toBeUndefined();
  });

  it('applies defaults when only the model is set', () => {
    expect(read({ model: 'm' })).toMatchObject({
      model: 'm',
      structuredOutput: 'json_schema',
      maxInputTokens: 24_000,
      judge: false,
    });
  });

  it.each([
    [{}, 'postmortems.openai.model'],
    [{ model: 'm', baseUrl: 'ftp://x' }, 'postmortems.openai.baseUrl'],
    [{ model: 'm', tempo: 1 }, 'tempo'],
    [{ model: 'm', azure: { apiVersion: '1' } }, 'endpoint of the resource'],
    [{ model: 'm', sections: ['timeline'] }, 'postmortems.openai.sections.0'],
    [
      {
        model: 'm',
        price: {
          inputPerMillionTokens: 1,
          outputPerMillionTokens: 1,
          currency: 'euro',
        },
      },
      'postmortems.openai.price.currency',
    ],
  ])('rejects %j and names the wrong key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});

import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel, Prompt } from './client/ChatModel';
import { TokenBudget } from './client/TokenBudget';
import { Redactor } from './redact/Redactor';
import { SectionWriter } from './SectionWriter';

/** A writer whose model drafts these texts and repairs nothing. */
function writerOf(texts: string[]) {
  const prompts: Prompt<unknown>[] = [];
  const model = {
    generate: async (prompt: Prompt<unknown>) => {
      prompts.push(prompt);
      return prompt.name === 'sentences'
        ? {
            sentences: texts.map(text => ({
              passages: ['p1'],
              text,
              assertions: [],
            })),
          }
        : { sentences: [] };
    },
  } as unknown as ChatModel;
  return {
    prompts,
    writer: new SectionWriter({
      config: { maxInputTokens: 1000 } as never,
      model,
      redactor: new Redactor({ people: [], maskSecrets: text => text }),
      budget: new TokenBudget(100_000),
    }),
  };
}

const section = { id: 'impact' as const, title: 'Impact', blocks: [] };
const options = (unsupportedModelClaims: 'drop' | 'keep') => ({
  id: 'impact' as const,
  section,
  input: {
    evidence: [],
    template: { unsupportedModelClaims },
  } as unknown as DraftInput,
  draft: {
    title: '',
    author: { type: 'deterministic' as const, name: 'x', version: '1' },
    rootCauseStatus: 'undetermined' as const,
    sections: [section],
  },
  people: [],
  maskSecrets: (text: string) => text,
  verify: ({ text }: { text: string }) => ({
    verdict: text.split(' ')[0] as 'supported',
    reasons: [
      { check: 'test', outcome: 'failed' as const, message: `not ${text}` },
    ],
  }),
  onProgress: () => {},
  signal: new AbortController().signal,
});
const TEXTS = [
  'supported one',
  'unverified two',
  'unsupported three',
  'contradicted four',
  'supported one',
  'supported [click](https://evil.example)',
];

describe('SectionWriter', () => {
  it.each([
    ['drop' as const, ['supported one']],
    ['keep' as const, ['supported one', 'unverified two', 'unsupported three']],
  ])(
    'keeps what the template wants when it says %s for unsupported claims',
    async (policy, kept) => {
      const { writer, prompts } = writerOf(TEXTS);
      const { written } = await writer.write(options(policy));
      expect(written!.claims.map(({ text }) => text)).toEqual(kept);
      const dropped = written!.dropped.map(({ text }) => text);
      expect(dropped).toContain('contradicted four');
      expect(dropped).toContain('supported [click](https://evil.example)');
      // What failed went back once, with the reasons
      expect(prompts.map(({ name }) => name)).toEqual(['sentences', 'repairs']);
      expect(prompts[1].user).toContain('not unverified two');
      expect(prompts[1].user).toContain('not unsupported three');
      expect(prompts[1].user).not.toContain('not supported one');
    },
  );
});

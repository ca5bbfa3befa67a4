import type { SynthesisInput } from '@postmortems/backstage-plugin-postmortems-node';
import type { ChatModel, Question } from './client/ChatModel';
import { TokenBudget } from './client/TokenBudget';
import { Redactor } from './redact/Redactor';
import { SectionWriter } from './SectionWriter';

/** Answers the first draft of a section with these sentences, and repairs nothing. */
function writer(texts: string[]) {
  const asked: Question<unknown>[] = [];
  const model = {
    ask: async (question: Question<unknown>) => {
      asked.push(question);
      return question.name === 'sentences'
        ? { sentences: texts.map(text => ({ passages: ['p1'], text })) }
        : { sentences: [] };
    },
  } as unknown as ChatModel;
  return {
    asked,
    writer: new SectionWriter({
      config: { maxInputTokens: 1000 } as never,
      model,
      redactor: new Redactor([]),
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
  } as unknown as SynthesisInput,
  draft: {
    title: '',
    author: { type: 'deterministic' as const, name: 'x', version: '1' },
    rootCauseStatus: 'undetermined' as const,
    sections: [section],
  },
  people: [],
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
  'partial two',
  'unsupported three',
  'contradicted four',
  'supported one',
  'supported [click](https://evil.example)',
];

describe('a section', () => {
  it.each([
    ['drop' as const, ['supported one', 'partial two']],
    ['keep' as const, ['supported one', 'partial two', 'unsupported three']],
  ])('keeps what its template lets stay (%s)', async (policy, kept) => {
    const { writer: one, asked } = writer(TEXTS);
    const { written } = await one.write(options(policy));
    expect(written!.sentences.map(({ text }) => text)).toEqual(kept);
    const dropped = written!.dropped.map(({ text }) => text);
    expect(dropped).toContain('contradicted four');
    expect(dropped).toContain('supported [click](https://evil.example)');
    // What failed went back once, with the reasons
    expect(asked.map(({ name }) => name)).toEqual(['sentences', 'repairs']);
    expect(asked[1].user).toContain('not unsupported three');
    expect(asked[1].user).not.toContain('not supported one');
  });
});

import { bakeryFacts, judged, verdictOf } from './__testUtils__/bakery';
import { readSentence } from './readSentence';

describe('readSentence', () => {
  it('reads clauses that are joined, and marks the one it cannot read', () => {
    expect(
      judged('OvenTooSlow fired at 10:05, and the bakers were annoyed.'),
    ).toMatchObject({
      verdict: 'unverified',
      types: ['alert'],
      leftOver: ['the bakers were annoyed'],
    });
  });

  it('does not read a clause without the adverbial before it', () => {
    expect(
      judged('In the test kitchen, OvenTooSlow fired at 11:05.'),
    ).toMatchObject({ verdict: 'unverified', types: [] });
  });

  it('does not take what somebody claims for a fact', () => {
    expect(
      verdictOf(
        'Some claim that OvenTooSlow fired at 10:05, and OvenTooSlow fired at 10:05.',
      ),
    ).toBe('unverified');
  });

  it.each([
    'according to Greta',
    'Greta said',
    'or so we thought',
    'which is wrong',
    'but that is not true',
    'as the first report said',
    'rather than at 10:05',
    'a rumour',
  ])('does not call a clause wrong beside “%s”', words => {
    expect(verdictOf(`OvenTooSlow fired at 11:05, ${words}.`)).toBe(
      'unverified',
    );
    expect(
      verdictOf(
        `OvenTooSlow fired at 11:05. It was not a quiet day, ${words}.`,
      ),
    ).toBe('contradicted');
  });

  it.each(['It is false', 'Greta wrote', 'A guess'])(
    'does not call a clause wrong after “%s:”',
    words => {
      expect(verdictOf(`${words}: OvenTooSlow fired at 11:05.`)).toBe(
        'unverified',
      );
    },
  );

  it('reads full-width letters and digits of another script as what they are', () => {
    expect(verdictOf('ＯｖｅｎＴｏｏＳｌｏｗ fired at 10:05.')).toBe(
      'supported',
    );
    expect(verdictOf('The sourdough bake took ١٢ minutes.')).toBe('supported');
  });

  it.each([
    ['a homoglyph in a name', 'OvеnTooSlow fired at 10:05.'],
    ['another script', 'アラート OvenTooSlow fired at 10:05.'],
    ['another language', 'OvenTooSlow wurde um 10:05 ausgelöst.'],
    ['marks only', '… ?!'],
    ['blanks only', '   '],
    ['an emoji', 'OvenTooSlow fired at 10:05 🔥.'],
    ['a name in quotation marks', '"OvenTooSlow" fired at 10:05.'],
    ['a hidden character', 'Oven\u200BTooSlow fired at 10:05.'],
    ['a question', 'OvenTooSlow fired at 10:05?'],
  ])('leaves %s unverified', (_, text) => {
    expect(verdictOf(text)).toBe('unverified');
  });

  it('reads nothing from an empty text', () => {
    const facts = bakeryFacts();
    expect(readSentence({ text: '', spans: [], facts })).toEqual({
      assertions: [],
      leftOver: [],
    });
  });

  it('marks the whole of a text that is too long to be a sentence', () => {
    const text = 'OvenTooSlow fired. '.repeat(200);
    expect(
      readSentence({ text, spans: [], facts: bakeryFacts() }),
    ).toMatchObject({
      assertions: [],
      leftOver: [{ start: 0, end: text.length }],
    });
  });
});

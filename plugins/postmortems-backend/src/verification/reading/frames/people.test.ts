import { verdictOf } from '../__testUtils__/bakery';

describe('sentences about what people wrote', () => {
  it.each([
    'Greta wrote that "the oven looks as hot as always".',
    'Greta Olsen said in #bakery that the oven looks as hot as always.',
  ])('supports %j', text => {
    expect(verdictOf(text)).toBe('supported');
  });

  it('contradicts a quotation of another speaker', () => {
    expect(
      verdictOf('Tariq wrote that "the oven looks as hot as always".'),
    ).toBe('contradicted');
  });

  it.each([
    'Greta wrote that "the till is broken".',
    'Greta said the till is broken.',
    'Tariq wrote that "the yeast supplier is down".',
    'Greta said that the oven is fine.',
    'The oven looks as hot as always.',
  ])('does not support %j', text => {
    expect(verdictOf(text)).not.toBe('supported');
  });
});

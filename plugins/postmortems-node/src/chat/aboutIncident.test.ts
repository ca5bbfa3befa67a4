import { isNamedAfter, termsOf } from './aboutIncident';

const incident = {
  key: 'INC-42',
  services: ['component:default/payment-service', 'component:default/db'],
};

describe('termsOf', () => {
  it.each([
    ['INC-42 is open', true],
    ['see (inc 42).', true],
    ['INC-421 is open', false],
    ['the payment service is slow', true],
    ['payment_service: 500', true],
    ['repayment-services', false],
    ['the db is slow', false],
    ['', false],
  ])('reads in %j whether the incident is named: %s', (text, isNamed) => {
    expect(termsOf(incident).isNamedIn(text)).toBe(isNamed);
  });

  it('takes no mere number for a key', () => {
    expect(termsOf({ ...incident, key: '500' }).isNamedIn('500')).toBe(false);
  });

  it('tells which service a text names, else the primary one', () => {
    const { serviceOf } = termsOf({
      key: 'A-1',
      services: ['component:default/cart', 'component:default/basket'],
    });
    expect(serviceOf('basket is slow')).toBe('component:default/basket');
    expect(serviceOf('all is slow')).toBe('component:default/cart');
  });
});

describe('isNamedAfter', () => {
  it.each([
    ['incident-inc-42-checkout', true],
    ['inc_42', true],
    ['incident-inc-421', false],
    ['zinc-42', false],
  ])('reads whether the channel %s is named after INC-42: %s', (name, is) => {
    expect(isNamedAfter(name, 'INC-42')).toBe(is);
  });
});

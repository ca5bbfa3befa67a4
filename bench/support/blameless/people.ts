import type { BlamelessContext } from '../../../plugins/postmortems-backend/src/blameless';

const person = (role: string, ...identifiers: string[]) => ({
  identifiers,
  role,
});

/** The incident's own people, and the systems of the organisation; some of these are called like people. */
export const context: BlamelessContext = {
  roster: [
    person(
      'the payments on-call',
      'Mei Tan',
      'mei.tan',
      'mei.tan@shop.example',
    ),
    person('the sre on-call', 'Mark Stone', 'mstone'),
    person('the sre on-call', 'Priya Natarajan', 'priyan'),
    person('the web on-call', 'Will Harper', 'wharper'),
    person('the data on-call', 'Grace Kim', 'gkim'),
    person('the sre on-call', 'Oluwaseun Adeyemi', 'seun'),
    person('the payments on-call', 'José García', 'jgarcia'),
    person('the web on-call', 'Anne-Marie Dubois', 'amdubois'),
    person('the data on-call', 'Sven Lindqvist', 'svenl'),
    person('the web on-call', 'Rose Miller', 'rmiller'),
    person('the sre on-call', 'Chen Wei', 'cwei'),
    person('the payments on-call', 'Fatima Zahra', 'fzahra'),
  ],
  systems: [
    'alice',
    'oscar-cache',
    'victoria',
    'jasper',
    'martha-db',
    'athena',
    'hermes',
    'edgar-proxy',
    'checkout',
    'payments',
    'storefront',
    'ruth-etl',
    'component:default/checkout',
  ],
  defaultRole: 'the checkout on-call',
};

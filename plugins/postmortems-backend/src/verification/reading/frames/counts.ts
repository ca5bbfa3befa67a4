import type {
  AssertionOf,
  EvidenceFilter,
} from '@postmortems/backstage-plugin-postmortems-common';
import { FIRED } from '../lexicon/verbs';
import { alertName, ofService, service } from '../nouns/names';
import type { Statement } from '../nouns/mention';
import { quantity, quantitiesOf } from '../quantities';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';

const KINDS: Readonly<
  Record<string, { kind: string; distinct: AssertionOf<'count'>['distinct'] }>
> = {
  alert: { kind: 'alert', distinct: 'alerts' },
  alerts: { kind: 'alert', distinct: 'alerts' },
  deployment: { kind: 'deployment', distinct: 'nodes' },
  deployments: { kind: 'deployment', distinct: 'nodes' },
  releases: { kind: 'deployment', distinct: 'nodes' },
  rollback: { kind: 'rollback', distinct: 'nodes' },
  rollbacks: { kind: 'rollback', distinct: 'nodes' },
  'config changes': { kind: 'config_change', distinct: 'nodes' },
  'configuration changes': { kind: 'config_change', distinct: 'nodes' },
};
const kind = map(words(...Object.keys(KINDS)), noun => KINDS[noun]);
const occurred = words(
  ...FIRED,
  'took place',
  'happened',
  'were made',
  'was made',
  'occurred',
  'were fired',
  'went out',
);

const statementOf = (assertions: Statement['assertions']): Statement => ({
  uncited: 0,
  isNamed: false,
  assertions,
});

/** `Two alerts fired for checkout.` */
const counted: Rule<Statement> = mapAll(
  alt(
    map(
      seq(quantity, kind, opt(ofService), occurred, opt(ofService)),
      ([stated, what, before, , after]) => ({
        stated,
        what,
        of: before ?? after,
      }),
    ),
    map(
      seq(words('there were', 'there was'), quantity, kind, opt(ofService)),
      ([, stated, what, of]) => ({ stated, what, of }),
    ),
  ),
  ({ stated, what, of }) =>
    // Without a service, alerts of others are counted or not.
    stated.unit.unit !== 'none' || !of
      ? []
      : [
          statementOf(
            quantitiesOf(stated).map(each => ({
              type: 'count',
              filter: { kind: what.kind, ...(of && { service: of }) },
              distinct: what.distinct,
              quantity: { ...each, unit: 'count' },
            })),
          ),
        ],
);

const absent = (filter: EvidenceFilter): Statement =>
  statementOf([{ type: 'absence', filter }]);

/** `No alert fired for payment-service`, `checkout was not rolled back`. */
const absence: Rule<Statement> = alt(
  mapAll(
    seq(
      words('no', 'not a single'),
      kind,
      opt(ofService),
      occurred,
      opt(ofService),
    ),
    ([, what, before, , after]) => {
      const of = before ?? after;
      return of ? [absent({ kind: what.kind, service: of })] : [];
    },
  ),
  mapAll(
    seq(words('there was no', 'there were no'), kind, ofService),
    ([, what, of]) => [absent({ kind: what.kind, service: of })],
  ),
  map(
    seq(
      service,
      words(
        'was not deployed',
        'was never deployed',
        'was not rolled back',
        'was never rolled back',
      ),
    ),
    ([of, verb]) =>
      absent({
        kind: verb.endsWith('deployed') ? 'deployment' : 'rollback',
        service: of,
      }),
  ),
  // Its name is known, so that it did fire.
  map(
    seq(
      opt(words('the')),
      alertName,
      opt(words('alert')),
      words('never fired', 'did not fire'),
    ),
    ([, name]) => absent({ kind: 'alert', name }),
  ),
);

const DEPENDS = words(
  'depends on',
  'relies on',
  'calls',
  'depended on',
  'is a client of',
  'uses',
);
/** `checkout depends on payment-service.` */
const dependency: Rule<Statement> = map(
  seq(service, DEPENDS, service),
  ([from, , to]) => statementOf([{ type: 'dependency', from, to }]),
);

export const countFrames: Rule<Statement> = memo(
  alt(counted, absence, dependency),
);

import type {
  Assertion,
  AssertionOf,
  Instant,
  Quantity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { holds, isAt } from '../../compare';
import { nameKey } from '../../nameKey';
import {
  type EvidenceIndex,
  type MetricFact,
  personKey,
  serviceName,
} from '../EvidenceIndex';
import { quantities, value } from '../frames/metricValues';
import { atInstant } from '../frames/timing';
import { instant } from '../instants';
import {
  CHANGED,
  DEPLOYED,
  ENDED,
  FELL,
  FIRED,
  ROLLED_BACK,
  ROSE,
  SAID,
  UPGRADED,
  WAS_ACTIVE,
  WENT_LIVE,
} from '../lexicon/verbs';
import { alert } from '../nouns/alerts';
import { settingName } from '../nouns/changes';
import { metric } from '../nouns/metrics';
import { person, service, version } from '../nouns/names';
import { asserts, quoted } from '../nouns/quotes';
import { duration, quantitiesOf, quantity } from '../quantities';
import { alt, map, mapAll, opt, seq, words, type Rule } from '../rules';

/** What words say of an assertion: the values of some of its fields, all of which have to hold. */
export type Said = Readonly<Record<string, readonly unknown[]>>;

/** One way to say a part of an assertion; its role is said at most once in a clause. */
export type Slot = {
  role: 'subject' | 'predicate' | 'detail' | 'time' | 'place' | 'value';
  rule: Rule<Said>;
};

/** How an assertion can be said in words. */
export type Frame = {
  /** What it is without anything that words add. */
  bare: Assertion;
  /** The same for assertions about the same alert, metric, change or record. */
  about: string;
  slots: readonly Slot[];
  /** Words that say nothing by themselves without these are no statement. */
  needs: (roles: ReadonlySet<string>, said: Said) => boolean;
};

const NOTHING: Said = {};
const says = (...phrases: readonly string[]): Rule<Said> =>
  map(words(...phrases), () => NOTHING);
const slot = (role: Slot['role'], rule: Rule<Said>): Slot => ({ role, rule });

/** Where the assertion has the moment that the words state. */
function momentAs(
  field: string,
  given: Instant | undefined,
  rule: Rule<Instant> = atInstant,
): Rule<Said> {
  return mapAll(rule, stated =>
    given &&
    (stated.bound === 'exactly' || stated.bound === 'about') &&
    isAt(stated, Date.parse(given.at))
      ? [{ [field]: [stated] }]
      : [],
  );
}

/** Where the assertion has the number that the words state. */
function amountAs(
  field: string,
  given: Quantity | undefined,
  fact: MetricFact,
): Rule<Said> {
  return mapAll(value, stated => {
    const all = given ? quantities(stated, fact) : [];
    const isGiven = all.every(one => agrees(one, given!));
    return all.length > 0 && isGiven ? [{ [field]: all }] : [];
  });
}

/** Whether a stated number is true of the one that an assertion has. */
export function agrees(stated: Quantity, given: Quantity): boolean {
  return holds(stated, given) === true;
}

const before = (phrases: string, rule: Rule<Said>): Rule<Said> =>
  map(seq(words(...phrases.split('|')), rule), ([, said]) => said);
const maybe = (rule: Rule<Said>): Rule<Said> =>
  map(opt(rule), said => said ?? NOTHING);
const both = (first: Rule<Said>, second: Rule<Said>): Rule<Said> =>
  map(seq(first, second), ([a, b]) => ({ ...a, ...b }));

const placed: Rule<string> = map(
  seq(opt(words('at')), service),
  ([, stated]) => stated,
);

function placeOf(owner: string | undefined): Slot[] {
  return owner === undefined
    ? []
    : [
        slot(
          'place',
          mapAll(placed, stated =>
            serviceName(stated) === serviceName(owner) ? [NOTHING] : [],
          ),
        ),
      ];
}

/** The metric by its own words; of what is cited, where that can be meant. */
function metricSubject(evidence: string): Slot {
  return slot('subject', (input, at) => {
    const all = metric(input, at);
    const least = Math.min(...all.map(one => one.value.uncited));
    return all
      .filter(
        one =>
          one.value.fact.id === evidence &&
          one.value.uncited === least &&
          !one.value.service,
      )
      .map(({ end }) => ({ value: NOTHING, end }));
  });
}

const WAS = 'was|were|was at|were at|stood at|sat at|of|at|came to|amounted to';
const REACHED = 'reached|hit|touched|got to';
const RISING = ['risen', 'climbed', 'rising', 'climbing', 'growing', 'grown'];
const FALLING = ['fallen', 'falling', 'dropping', 'declining', 'sunk'];
const HIGHEST =
  'peaked|peak|highest|maximum|max|topped out|at its highest|at its peak|at its height|at the peak|at its worst';
const LOWEST = 'lowest|minimum|bottomed out|at its lowest|low point';

function metricFrame(
  assertion: AssertionOf<'value' | 'change' | 'extreme'>,
  fact: MetricFact,
): Frame | undefined {
  const { series } = assertion;
  const common = {
    about: `metric ${series.evidence}`,
    slots: [metricSubject(fact.id), ...placeOf(fact.service)],
  };
  const ownSeries = {
    evidence: series.evidence,
    metric: series.metric,
    ...(series.service && { service: series.service }),
  };
  switch (assertion.type) {
    case 'value': {
      if (assertion.extent !== 'point') return undefined;
      const amount = amountAs('quantity', assertion.quantity, fact);
      return {
        ...common,
        bare: {
          type: 'value',
          series: ownSeries,
          extent: 'point',
          quantity: assertion.quantity,
        },
        slots: [
          ...common.slots,
          slot('predicate', before(`${WAS}|${REACHED}`, amount)),
          slot('time', momentAs('at', assertion.at)),
        ],
        needs: roles => roles.has('predicate') && roles.has('time'),
      };
    }
    case 'extreme': {
      const { which, quantity: given, at } = assertion;
      return {
        ...common,
        bare: { type: 'extreme', series: ownSeries, which },
        slots: [
          ...common.slots,
          slot(
            'predicate',
            says(...(which === 'highest' ? HIGHEST : LOWEST).split('|')),
          ),
          // What a metric reached, without a time, is the furthest it got
          ...(which === 'highest'
            ? [
                slot(
                  'predicate',
                  before(REACHED, amountAs('quantity', given, fact)),
                ),
              ]
            : []),
          slot(
            'value',
            before(`${WAS}|${REACHED}|,`, amountAs('quantity', given, fact)),
          ),
          slot('time', momentAs('at', at)),
        ],
        needs: (roles, said) =>
          roles.has('predicate') && ('quantity' in said || roles.has('time')),
      };
    }
    default:
      return changeFrame(assertion, fact, common.slots);
  }
}

function changeFrame(
  change: AssertionOf<'change'>,
  fact: MetricFact,
  slots: readonly Slot[],
): Frame | undefined {
  const { direction, series, fromAt, toAt } = change;
  if (direction === 'stayed') return undefined;
  const isUp = direction === 'rose';
  const time = (field: string, given: Instant | undefined) =>
    maybe(momentAs(field, given));
  return {
    about: `metric ${series.evidence}`,
    bare: { type: 'change', series, direction },
    slots: [
      ...slots,
      slot(
        'predicate',
        says(...(isUp ? [...ROSE, ...RISING] : [...FELL, ...FALLING])),
      ),
      slot(
        'detail',
        both(
          before('from', amountAs('from', change.from, fact)),
          time('fromAt', fromAt),
        ),
      ),
      slot(
        'value',
        both(
          before(
            isUp ? 'to|up to|as high as|reaching' : 'to|down to|as low as',
            amountAs('to', change.to, fact),
          ),
          time('toAt', toAt),
        ),
      ),
      slot('value', before('by', amountAs('by', change.by, fact))),
      // `By 14:08 it had climbed to …`
      slot('time', before('by|at', momentAs('toAt', toAt, instant))),
      slot(
        'time',
        mapAll(
          seq(words('between', 'from'), instant, words('and', 'to'), instant),
          ([, a, , b]) =>
            fromAt &&
            toAt &&
            isAt(a, Date.parse(fromAt.at)) &&
            isAt(b, Date.parse(toAt.at))
              ? [{ fromAt: [a], toAt: [b] }]
              : [],
        ),
      ),
    ],
    needs: (roles, said) =>
      roles.has('predicate') &&
      // An end without a value is no end
      (!roles.has('time') || roles.has('value') || 'fromAt' in said),
  };
}

const SEVERITIES = words('critical', 'warning', 'info', 'page');

function alertFrame(
  assertion: AssertionOf<'alert'>,
  about: string,
  isSame: (fired: string) => boolean,
): Frame {
  const { event, evidence, name, at, severity } = assertion;
  return {
    about,
    bare: { type: 'alert', evidence, name, event },
    slots: [
      slot('subject', (input, from) => {
        const all = alert(input, from);
        const least = Math.min(...all.map(one => one.value.uncited));
        return all
          .filter(
            one =>
              isSame(one.value.fact.fired) &&
              one.value.uncited === least &&
              (!one.value.severity || severity !== undefined),
          )
          .map(({ value: mention, end }) => ({
            value: {
              ...(mention.service && { service: [mention.service] }),
              ...(mention.severity && { severity: [mention.severity] }),
            },
            end,
          }));
      }),
      slot(
        'predicate',
        says(...(event === 'fired' ? [...FIRED, 'alerted'] : ENDED)),
      ),
      slot(
        'place',
        map(service, stated => ({ service: [stated] })),
      ),
      slot(
        'detail',
        mapAll(
          seq(
            opt(words('with severity', 'at severity', 'as', 'severity')),
            SEVERITIES,
          ),
          ([, level]) =>
            severity && nameKey(severity) === level
              ? [{ severity: [level] }]
              : [],
        ),
      ),
      slot('time', momentAs('at', at)),
    ],
    needs: roles => roles.has('predicate'),
  };
}

const NOUNS = {
  deployment: ['deployment', 'deploy', 'release', 'rollout'],
  rollback: ['rollback', 'revert'],
  config_change: ['config change', 'configuration change'],
};
const VERBS = {
  deployment: [...DEPLOYED, ...WENT_LIVE, ...UPGRADED],
  rollback: [...ROLLED_BACK, 'rolled'],
  config_change: CHANGED,
};
/** A change that was tried, and did not come about. */
const UNFINISHED =
  /fail|abort|cancel|error|reject|pending|progress|running|queued/i;

function changeRecordFrame(
  assertion: AssertionOf<'deploymentChange'>,
  status: string,
): Frame {
  const { change, evidence, from, to, name, environment, at } = assertion;
  const own = change === 'rollback' ? 'from' : 'to';
  const versionAs = (field: 'from' | 'to') =>
    mapAll(version, stated => {
      const given = field === 'from' ? from : to;
      return given && isSameVersion(given, stated)
        ? [{ [field]: [stated] }]
        : [];
    });
  const prefix = opt(words('version', 'release', 'back to version', 'back'));
  return {
    about: `change ${evidence}`,
    bare: { type: 'deploymentChange', evidence, change },
    slots: [
      slot(
        'subject',
        map(service, stated => ({ service: [stated] })),
      ),
      slot(
        'place',
        map(seq(prefix, versionAs(own)), ([, said]) => said),
      ),
      slot(
        'value',
        map(
          seq(words('to', 'back to'), prefix, versionAs('to')),
          ([, , said]) => said,
        ),
      ),
      slot(
        'detail',
        map(
          seq(
            words('from', 'replacing', 'previously'),
            prefix,
            versionAs('from'),
          ),
          ([, , said]) => said,
        ),
      ),
      slot(
        'subject',
        mapAll(settingName, stated =>
          name && nameKey(name) === nameKey(stated) ? [{ name: [stated] }] : [],
        ),
      ),
      slot(
        'predicate',
        alt(
          says(...NOUNS[change]),
          UNFINISHED.test(status) ? () => [] : says(...VERBS[change]),
        ),
      ),
      slot(
        'detail',
        mapAll(
          words('to production', 'production', 'to staging', 'staging'),
          stated => {
            const place = stated.replace('to ', '');
            return environment === place ? [{ environment: [place] }] : [];
          },
        ),
      ),
      slot('time', momentAs('at', at)),
    ],
    needs: (roles, said) =>
      roles.has('predicate') &&
      (roles.has('subject') || 'to' in said || 'from' in said),
  };
}

function isSameVersion(a: string, b: string): boolean {
  const plain = (text: string) => nameKey(text).replace(/^v(?=\d)/, '');
  return plain(a) === plain(b);
}

const MILESTONES = {
  started: 'began|started',
  detected: 'detected|noticed',
  mitigated: 'mitigated',
  resolved: 'resolved|over|ended',
};
const incident = slot('subject', says('incident', 'outage'));

function quotation(given: string, source: string): Slot {
  return slot(
    'value',
    mapAll(quoted, stated =>
      nameKey(given).includes(nameKey(stated)) &&
      asserts(nameKey(source), nameKey(stated))
        ? [{ text: [stated] }]
        : [],
    ),
  );
}

/** How somebody may word an assertion; `undefined` for those that only the grammar and the renderer word. */
export function frameOf(
  assertion: Assertion,
  index: EvidenceIndex,
): Frame | undefined {
  switch (assertion.type) {
    case 'value':
    case 'change':
    case 'extreme': {
      const fact = index.metrics.find(
        ({ id }) => id === assertion.series.evidence,
      );
      return fact && metricFrame(assertion, fact);
    }
    case 'alert': {
      const fact = index.alertOf(assertion.evidence);
      return (
        fact &&
        alertFrame(
          assertion,
          `alert ${fact.fired}`,
          fired => fired === fact.fired,
        )
      );
    }
    case 'deploymentChange': {
      const fact = index.changes.find(({ id }) => id === assertion.evidence);
      return fact && changeRecordFrame(assertion, fact.payload.status ?? '');
    }
    case 'milestone': {
      const { event, at } = assertion;
      return {
        about: 'incident',
        bare: assertion,
        slots: [
          incident,
          slot('predicate', says(...MILESTONES[event].split('|'))),
          slot('time', momentAs('at', at)),
        ],
        needs: roles => roles.has('predicate') && roles.has('time'),
      };
    }
    case 'duration': {
      const { of, evidence = '' } = assertion;
      if (of !== 'incident' && of !== 'alert') return undefined;
      const fact = index.alertOf(evidence);
      return {
        about: of === 'alert' ? `alert ${fact?.fired ?? evidence}` : of,
        bare: assertion,
        slots: [
          of === 'incident'
            ? incident
            : slot(
                'subject',
                mapAll(alert, mention =>
                  mention.fact.fired === fact?.fired &&
                  !mention.service &&
                  !mention.severity
                    ? [NOTHING]
                    : [],
                ),
              ),
          slot('predicate', says('lasted', 'took', 'went on', ...WAS_ACTIVE)),
          slot(
            'value',
            mapAll(duration, lengths => {
              const all = lengths.flatMap(one => quantitiesOf(one));
              return all.every(one => agrees(one, assertion.quantity))
                ? [{ quantity: all }]
                : [];
            }),
          ),
        ],
        needs: roles => roles.has('predicate') && roles.has('value'),
      };
    }
    case 'log':
    case 'said':
      return sayingFrame(assertion, index);
    default:
      return undefined;
  }
}

function sayingFrame(
  assertion: AssertionOf<'log' | 'said'>,
  index: EvidenceIndex,
): Frame | undefined {
  const { type, evidence, text, at } = assertion;
  const fact = index.texts.find(({ id }) => id === evidence);
  if (!fact) return undefined;
  const speaker = type === 'said' ? assertion.speaker : undefined;
  const given = type === 'log' ? assertion.occurrences : undefined;
  return {
    about: `${type} ${evidence}`,
    bare: { type, evidence, text } as Assertion,
    slots: [
      type === 'log'
        ? slot(
            'subject',
            map(service, stated => ({ service: [stated] })),
          )
        : slot(
            'subject',
            mapAll(person, stated =>
              speaker !== undefined && personKey(speaker) === stated
                ? [{ speaker: [speaker] }]
                : [],
            ),
          ),
      slot(
        'predicate',
        type === 'log'
          ? says('logged', 'logged the line', 'logged the message')
          : says(...SAID),
      ),
      quotation(text, fact.text),
      slot(
        'detail',
        mapAll(seq(quantity, words('times')), ([stated]) => {
          const all = quantitiesOf(stated, 'count');
          return given && all.every(one => agrees(one, given))
            ? [{ occurrences: all }]
            : [];
        }),
      ),
      slot('time', momentAs('at', at)),
    ],
    needs: roles => roles.has('predicate') && roles.has('value'),
  };
}

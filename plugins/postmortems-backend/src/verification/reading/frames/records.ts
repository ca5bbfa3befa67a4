import type { AssertionOf } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../../nameKey';
import { joined, type Statement } from '../nouns/mention';
import {
  changesMeant,
  sameVersion,
  versionOfService,
  change,
} from '../nouns/changes';
import { duration, quantitiesOf, type Stated } from '../quantities';
import { alt, map, mapAll, memo, opt, seq, words, type Rule } from '../rules';
import { serviceName } from '../EvidenceIndex';
import { recordEvent, recordEventAt } from '../nouns/events';
import { apart } from './timing';
import { changeEvent } from '../nouns/changes';

const ofRecord = (assertions: Statement['assertions']): Statement => ({
  uncited: 0,
  isNamed: true,
  assertions,
});

const severityName: Rule<string> = ({ tokens }, at) =>
  /^sev-?\d$/.test(tokens[at]?.key ?? '')
    ? [{ value: tokens[at].key.replace('-', ''), end: at + 1 }]
    : [];

/** `The incident was a sev1.` */
const severity: Rule<Statement> = alt(
  map(
    seq(
      words(
        'the incident',
        'it',
        'the severity',
        'its severity',
        'this',
        'severity',
      ),
      words(
        'was',
        'is',
        'was rated',
        'was classified as',
        'was declared',
        'had severity',
        'was of severity',
      ),
      opt(words('a', 'as', 'as a')),
      severityName,
      opt(words('incident')),
    ),
    ([, , , level]) =>
      ofRecord([{ type: 'record', field: 'severity', values: [level] }]),
  ),
);

const LASTED: readonly (readonly [AssertionOf<'duration'>['of'], string])[] = [
  [
    'incident',
    'the incident lasted|the incident took|the incident was open for|the incident lasted for|the incident went on for',
  ],
  [
    'detection',
    'detection took|it took to detect|the time to detection was|time to detect was|the incident was detected after|the incident went unnoticed for',
  ],
  [
    'mitigation',
    'mitigation took|the time to mitigation was|time to mitigate was|the incident was mitigated after',
  ],
];
function lastedFor(
  of: AssertionOf<'duration'>['of'],
  lengths: readonly Stated[],
): Statement {
  return ofRecord(
    lengths.flatMap(stated =>
      quantitiesOf(stated).map(quantity => ({
        type: 'duration' as const,
        of,
        quantity,
      })),
    ),
  );
}

/** `The incident lasted 97 seconds.` */
const lasted: Rule<Statement> = alt(
  ...LASTED.map(([of, phrases]) =>
    map(seq(words(...phrases.split('|')), duration), ([, lengths]) =>
      lastedFor(of, lengths),
    ),
  ),
);

const TO_END: Readonly<Record<string, AssertionOf<'duration'>['of']>> = {
  'to detect the incident': 'detection',
  'to detect it': 'detection',
  'to mitigate the incident': 'mitigation',
  'to mitigate it': 'mitigation',
  'to resolve the incident': 'incident',
  'to resolve it': 'incident',
};
/** `It took two minutes to detect the incident.` */
const tookTo: Rule<Statement> = map(
  seq(words('it took'), duration, words(...Object.keys(TO_END))),
  ([, lengths, end]) => lastedFor(TO_END[end], lengths),
);

/** `The release was live for 84 seconds before it was rolled back.` */
const live: Rule<Statement> = mapAll(
  seq(
    alt(
      change,
      mapAll(versionOfService, (stated, input) =>
        changesMeant({ ...stated, kind: 'deployment' }, input),
      ),
      mapAll(
        seq(
          words('the', 'this'),
          opt(words('bad', 'faulty', 'new')),
          words('version', 'release', 'deployment'),
        ),
        (_, input) => changesMeant({ kind: 'deployment' }, input),
      ),
    ),
    words(
      'was live for',
      'was rolled back after',
      'was reverted after',
      'was in production for',
      'ran for',
      'was live',
      'stayed live for',
      'ran in production for',
    ),
    duration,
    opt(
      words(
        'before it was rolled back',
        'before being rolled back',
        'until it was rolled back',
        'until the rollback',
        'before the rollback',
      ),
    ),
  ),
  ([mention, , lengths], input) =>
    input.index.changes
      .filter(
        one =>
          one.kind === 'rollback' &&
          serviceName(one.service) === serviceName(mention.fact.service) &&
          mention.fact.payload.version !== undefined &&
          sameVersion(
            one.payload.previousVersion,
            mention.fact.payload.version,
          ),
      )
      .map(one => {
        const rollback = changeEvent({
          fact: one,
          stated: { kind: 'rollback' },
          uncited: 0,
          isNamed: true,
        });
        return {
          ...apart(changeEvent(mention), rollback, lengths),
          ...joined(mention),
        };
      }),
);

const OUTCOMES: Readonly<Record<string, 'passed' | 'failed'>> = {
  'failed its check': 'failed',
  'was ruled out': 'failed',
  'was refuted': 'failed',
  'was rejected': 'failed',
  'did not hold': 'failed',
  'did not hold up': 'failed',
  'was not confirmed': 'failed',
  'passed its check': 'passed',
  'was confirmed': 'passed',
  'held up': 'passed',
};
const COPULA = new Set(['is', 'was', 'are', 'were']);

/** `The hypothesis that payment-service was slow failed its check.` */
const hypothesis: Rule<Statement> = mapAll(
  seq(
    words(
      'the hypothesis that',
      'the theory that',
      'the suspicion that',
      'the idea that',
    ),
    hypothesisWords(),
    words(...Object.keys(OUTCOMES)),
  ),
  ([, found, verb]) =>
    found.map(({ id, text, uncited }) => ({
      uncited,
      isNamed: false,
      assertions: [
        {
          type: 'step' as const,
          evidence: id,
          outcome: OUTCOMES[verb],
          hypothesis: text,
        },
      ],
    })),
);

/** Words that a hypothesis has, in whatever tense. */
function hypothesisWords(): Rule<
  readonly { id: string; text: string; uncited: number }[]
> {
  return ({ tokens, index, cited }, at) => {
    const steps = index.steps.flatMap(({ node }) =>
      typeof node.payload.hypothesis === 'string'
        ? [{ id: node.id, words: nameKey(node.payload.hypothesis).split(' ') }]
        : [],
    );
    return [...Array(Math.max(0, Math.min(tokens.length - at, 40))).keys()]
      .map(offset => at + offset + 1)
      .flatMap(end => {
        const keys = tokens.slice(at, end).map(({ key }) => key);
        if (keys.length < 2) return [];
        const found = steps.flatMap(step => {
          const start = step.words.findIndex(
            (_, place) =>
              isSentenceStart(step.words, place) &&
              keys.every((key, offset) =>
                isSameWord(key, step.words[place + offset]),
              ),
          );
          return start < 0
            ? []
            : [
                {
                  id: step.id,
                  text: step.words.slice(start, start + keys.length).join(' '),
                  uncited: cited.has(step.id) ? 0 : 1,
                },
              ];
        });
        return found.length > 0 ? [{ value: found, end }] : [];
      });
  };
}

/** A part of a hypothesis may say the opposite of it. */
function isSentenceStart(all: readonly string[], at: number): boolean {
  return at === 0 || /[.;:]$/.test(all[at - 1]);
}

function isSameWord(key: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  const plain = word.replace(/[.,;:]+$/, '');
  return key === plain || (COPULA.has(key) && COPULA.has(plain));
}

/** `The incident was mitigated 84 seconds after it began.` */
const sinceStart: Rule<Statement> = mapAll(
  seq(
    recordEvent,
    duration,
    words(
      'after it began',
      'after it started',
      'after it had started',
      'after it had begun',
    ),
  ),
  ([subject, lengths], { index }) => [
    apart(recordEventAt('/startedAt', index.facts), subject, lengths),
  ],
);

export const recordFrames: Rule<Statement> = memo(
  alt(severity, lasted, tookTo, live, hypothesis, sinceStart),
);

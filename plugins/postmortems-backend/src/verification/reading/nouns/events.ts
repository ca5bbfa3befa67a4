import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import { isAt } from '../../compare';
import type { SealedFacts } from '../../SealedFacts';
import {
  serviceName,
  type EvidenceIndex,
  type TextFact,
} from '../EvidenceIndex';
import {
  BEGAN,
  CHANGED,
  LOWERED,
  RAISED,
  DEPLOYED,
  ENDED,
  FINISHED,
  FIRED,
  PASSIVE,
  PERFECT,
  ROLLED_BACK,
  UPGRADED,
  WENT_LIVE,
} from '../lexicon/verbs';
import {
  alt,
  map,
  mapAll,
  memo,
  opt,
  seq,
  words,
  type Input,
  type Match,
  type Rule,
} from '../rules';
import { stem } from '../stem';
import { alert, alertEvent } from './alerts';
import {
  change,
  changeEvent,
  changesMeant,
  fromTo,
  settingName,
  versionOfService,
  type StatedChange,
} from './changes';
import { bindingOf, type EventMention } from './mention';
import { service, version } from './names';

const passive = words(...PASSIVE);
const perfect = opt(words(...PERFECT));
const already = opt(words('already', 'first', 'then'));

/** `the alert`, `the rollback to 2.4.0`. */
const nominal: Rule<EventMention> = alt<EventMention>(
  map(alert, mention => alertEvent(mention, 'fired')),
  map(change, mention => changeEvent(mention)),
  mapAll(firstError(), (fact, input) => [textEvent(fact, input)]),
);

const severityAfter = opt(
  map(
    seq(
      words('with severity', 'as', 'at severity', 'with'),
      words('critical', 'warning', 'info', 'page'),
      opt(words('severity')),
    ),
    ([, level]) => level,
  ),
);
const forService = opt(map(seq(words('for', 'on'), service), ([, of]) => of));

const alertClause: Rule<EventMention> = alt(
  map(
    seq(alert, perfect, already, words(...FIRED), severityAfter, forService),
    ([mention, , , , severity, of]) =>
      alertEvent(mention, 'fired', { severity, service: of }),
  ),
  map(seq(alert, perfect, already, words(...ENDED)), ([mention]) =>
    alertEvent(mention, 'ended'),
  ),
  // `the end of the alert`
  map(seq(words('the end of', 'the resolution of'), alert), ([, mention]) =>
    alertEvent(mention, 'ended'),
  ),
);

const toEnvironment = opt(
  map(
    seq(
      words('to', 'in', 'into', 'on'),
      words('production', 'staging', 'prod'),
    ),
    ([, name]) => (name === 'prod' ? 'production' : name),
  ),
);

/** Whether a setting went the way that a verb says, as far as its values are numbers. */
function isDirectionOf(
  name: string,
  verb: string,
  { changes }: EvidenceIndex,
): boolean {
  if (CHANGED.includes(verb)) return true;
  return changes
    .filter(({ payload }) => payload.name === name)
    .every(({ payload }) =>
      RAISED.includes(verb)
        ? Number(payload.version) > Number(payload.previousVersion)
        : Number(payload.version) < Number(payload.previousVersion),
    );
}

const changeClause: Rule<StatedChange> = alt<StatedChange>(
  map(
    seq(versionOfService, passive, words(...DEPLOYED), toEnvironment),
    ([stated, , , environment]) => ({
      ...stated,
      kind: 'deployment',
      environment,
    }),
  ),
  map(
    seq(versionOfService, perfect, words(...WENT_LIVE), toEnvironment),
    ([stated, , , environment]) => ({
      ...stated,
      kind: 'deployment',
      environment,
    }),
  ),
  map(
    seq(service, passive, words(...UPGRADED), fromTo),
    ([of, , , versions]) => ({ service: of, kind: 'deployment', ...versions }),
  ),
  map(
    seq(service, passive, words(...ROLLED_BACK), opt(fromTo)),
    ([of, , , versions]) => ({ service: of, kind: 'rollback', ...versions }),
  ),
  // The version that is rolled back is the one it went from.
  map(
    seq(versionOfService, passive, words(...ROLLED_BACK), opt(fromTo)),
    ([{ service: of, to }, , , versions]) => ({
      service: of,
      kind: 'rollback',
      from: to,
      ...versions,
    }),
  ),
  mapAll(
    seq(settingName, passive, words(...CHANGED, ...RAISED, ...LOWERED), fromTo),
    ([name, , verb, versions], { index }) =>
      isDirectionOf(name, verb, index)
        ? [{ name, kind: 'config_change' as const, ...versions }]
        : [],
  ),
  map(seq(service, passive, words(...DEPLOYED)), ([of]) => ({
    service: of,
    kind: 'deployment',
  })),
  // `checkout 2.4.1 replaced 2.4.0`
  map(
    seq(
      versionOfService,
      perfect,
      words('replaced'),
      opt(words('version')),
      version,
    ),
    ([stated, , , , from]) => ({ ...stated, from, kind: 'deployment' }),
  ),
);

const outcome: Rule<StatedChange> = map(
  seq(change, words('succeeded', 'failed', 'was successful')),
  ([{ stated }, verb]) => ({
    ...stated,
    status: verb === 'failed' ? 'failed' : 'succeeded',
  }),
);

/** What a sentence calls by the incident's own times. */
const RECORD_EVENTS: readonly (readonly [pointer: string, phrases: string])[] =
  [
    [
      '/startedAt',
      'the incident began|the incident started|the start of the incident|the incident had started|the outage began|the outage started|the start of the outage',
    ],
    [
      '/detectedAt',
      'the incident was detected|detection|the detection|the incident had been detected',
    ],
    ['/mitigatedAt', 'the incident was mitigated|mitigation|the mitigation'],
    [
      '/resolvedAt',
      'the incident was resolved|the incident ended|the end of the incident|the resolution of the incident|the incident was over',
    ],
  ];
export const recordEvent: Rule<EventMention> = memo(
  alt(
    ...RECORD_EVENTS.map(([pointer, phrases]) =>
      mapAll(words(...phrases.split('|')), (_, { index }) => [
        recordEventAt(pointer, index.facts),
      ]),
    ),
  ),
);

export function recordEventAt(
  pointer: string,
  facts: SealedFacts,
): EventMention {
  const ref = { evidence: RECORD_EVIDENCE_ID, pointer };
  const time = facts.timeOf(ref);
  return {
    ref,
    uncited: 0,
    isNamed: true,
    states: at => [
      {
        type: 'quotation',
        ...ref,
        // What is not there cannot be quoted.
        text:
          time !== undefined && (!at || isAt(at, time))
            ? String(facts.seal.incident[pointer.slice(1)])
            : at?.at ?? 'a time',
      },
    ],
  };
}

const PHASES = {
  began: new Set(BEGAN.flatMap(phrase => phrase.split(' ')).map(stem)),
  finished: new Set(FINISHED.flatMap(phrase => phrase.split(' ')).map(stem)),
};
export type Phase = keyof typeof PHASES;

/** Something that goes on, by the texts that have all of its words. */
export type Process = { texts: readonly TextFact[]; stems: readonly string[] };

/** The words of a process by what logs and events call it: `the stock refresh`. */
export const process: Rule<Process> = memo((input, at) => {
  const { tokens, index } = input;
  if (tokens[at]?.key !== 'the') return [];
  let candidates: readonly TextFact[] = [];
  const found: Match<Process>[] = [];
  const stems: string[] = [];
  for (let end = at + 1; end < Math.min(tokens.length, at + 6); end += 1) {
    const { key, kind } = tokens[end];
    const stemmed = stem(key);
    if (kind !== 'word' || key.length < 3) break;
    candidates =
      end === at + 1
        ? index.textsByWord.get(stemmed) ?? []
        : candidates.filter(one => one.words.has(stemmed));
    if (candidates.length === 0) break;
    stems.push(stemmed);
    found.push({
      value: { texts: candidates, stems: [...stems] },
      end: end + 1,
    });
  }
  return found;
});

/** Words by which a text says that something did not come about. */
const UNDONE =
  /\b(?:not|never|no|fail\w*|unable|cannot|without|denied|forbidden|refused|rejected|skipped|aborted|cancell?ed|timed out|timeout|error)\b|n't/;
/** A part of a summary that says that all went well. */
const NONE_FAILED = /\b(?:0|no) (?:failed|errors?|failures?)\b/g;
/** Words between a process and its verb that make it the verb of something else. */
const OTHER_SUBJECT =
  /\b(?:after|before|of|for|by|because|and|while|until|when|to)\b/;

/** Those of the texts that say of a process that it began or finished. */
export function phaseOf(
  texts: readonly TextFact[],
  phase: Phase,
  processWords: readonly string[],
): readonly TextFact[] {
  return texts.filter(({ key }) => {
    if (UNDONE.test(key.replace(NONE_FAILED, ''))) return false;
    const parts = key.match(/[\p{L}\p{N}]+/gu) ?? [];
    const stems = parts.map(stem);
    const verb = stems.findIndex(word => PHASES[phase].has(word));
    const noun = Math.max(
      ...processWords.map(word =>
        stems.findIndex(one => one === word || one.endsWith(word)),
      ),
    );
    return (
      verb > noun && !OTHER_SUBJECT.test(parts.slice(noun + 1, verb).join(' '))
    );
  });
}

export function textEvent(fact: TextFact, input: Input): EventMention {
  return {
    ...bindingOf(input, [fact.id], false),
    ref: { evidence: fact.id },
    states: at => [
      {
        type: 'log',
        evidence: fact.id,
        text: fact.text,
        ...(at && { at }),
      },
    ],
  };
}

const processClause: Rule<EventMention> = alt(
  ...(
    [
      ['began', words(...BEGAN)],
      ['finished', words(...FINISHED)],
    ] as const
  ).map(([phase, verb]) =>
    mapAll(
      seq(process, perfect, already, opt(words('even')), verb),
      ([{ texts, stems }], input) =>
        phaseOf(texts, phase, stems).map(fact => textEvent(fact, input)),
    ),
  ),
);

/** `the pods were restarted`, as an event of the platform has it. */
const processDone: Rule<EventMention> = (input, at) =>
  seq(process, passive)(input, at).flatMap(({ value: [{ texts }], end }) => {
    const participle = input.tokens[end];
    if (!participle || !/(?:ed|en|n|t)$/.test(participle.key)) return [];
    const word = stem(participle.key);
    return texts
      .filter(
        one =>
          one.kind === 'event' && one.words.has(word) && !UNDONE.test(one.key),
      )
      .map(fact => ({ value: textEvent(fact, input), end: end + 1 }));
  });

/** The first line of the evidence at a level of failure. */
function firstError(): Rule<TextFact> {
  const phrase = seq(
    words('the first error', 'the first logged error', 'the first error log'),
    opt(words('in the log', 'in the logs')),
    opt(map(seq(words('of', 'from'), service), ([, of]) => of)),
  );
  return mapAll(phrase, ([, , of], { index, cited }) => {
    const startedAt = Date.parse(String(index.facts.seal.incident.startedAt));
    const errors = index.texts
      .filter(
        one =>
          one.kind === 'log' &&
          /^(?:error|fatal|critical)$/i.test(one.level ?? '') &&
          (!of || serviceName(one.service) === serviceName(of)),
      )
      .sort((a, b) => a.at - b.at);
    // The first of all evidence, of the incident, or of what is cited.
    return [
      ...new Set([
        errors[0],
        errors.find(one => one.at >= startedAt),
        errors.find(one => cited.has(one.id)),
      ]),
    ].filter(one => one !== undefined);
  });
}

/** Something that happened, as a clause. */
export const eventClause: Rule<EventMention> = memo(
  alt<EventMention>(
    alertClause,
    mapAll(alt(changeClause, outcome), (stated, input) =>
      changesMeant(stated, input).map(mention =>
        changeEvent(mention, { isDone: stated.status === undefined }),
      ),
    ),
    recordEvent,
    processClause,
    processDone,
  ),
);

/** Something that happened, as a clause or a noun. */
export const event: Rule<EventMention> = memo(alt(eventClause, nominal));
export const eventNoun: Rule<EventMention> = memo(alt(nominal, recordEvent));

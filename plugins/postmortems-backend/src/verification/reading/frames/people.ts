import { personKey, ROBOT } from '../EvidenceIndex';
import type { Instant } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../../nameKey';
import type { ChangeFact, TextFact } from '../EvidenceIndex';
import { SAID } from '../lexicon/verbs';
import {
  change,
  changeEvent,
  changesMeant,
  fromTo,
  type ChangeKind,
  settingName,
  versionOfService,
  type ChangeMention,
  type StatedChange,
} from '../nouns/changes';
import { bindingOf, joined, type Statement } from '../nouns/mention';
import { person, service } from '../nouns/names';
import { asserts, hasPassage, quoted, reported } from '../nouns/quotes';
import {
  alt,
  map,
  mapAll,
  memo,
  opt,
  seq,
  words,
  type Input,
  type Rule,
} from '../rules';
import { atInstant } from './timing';

const inChannel = opt(
  map(
    seq(words('in', 'on'), ((input, at) =>
      input.tokens[at]?.key.startsWith('#')
        ? [{ value: input.tokens[at].text, end: at + 1 }]
        : []) as Rule<string>),
    ([, channel]) => channel,
  ),
);

/** `Ada wrote in #inc-101 that "payment-service looks as always".` */
const said: Rule<Statement> = mapAll(
  seq(
    person,
    words(...SAID),
    inChannel,
    opt(atInstant),
    opt(words('that', ':', ',')),
    alt(quoted, reported(['message'])),
    opt(atInstant),
  ),
  ([speaker, , channel, before, , text, after], input) => {
    if (before && after) return [];
    const key = nameKey(text).replace(/[.…]+$/, '');
    const messages = input.index.texts.filter(({ kind }) => kind === 'message');
    const having = messages.filter(one => hasPassage(one.key, key));
    const spoken = messages.filter(one => isBy(one, speaker));
    const meant =
      having.length > 0
        ? having
        : spoken.filter(one => input.cited.has(one.id));
    // Whoever wrote it is meant, if the speaker did.
    const own = meant.filter(one => isBy(one, speaker));
    const chosen = own.length > 0 ? own : meant;
    // Half of what somebody wrote may say the opposite.
    if (
      chosen.some(one => hasPassage(one.key, key) && !asserts(one.key, key))
    ) {
      return [];
    }
    return chosen.map(one => ({
      ...bindingOf(input, [one.id], true),
      assertions: [
        {
          type: 'said' as const,
          evidence: one.id,
          speaker: recordedName(speaker, one.author?.name ?? one.author?.id),
          text: key,
          ...(channel && { channel }),
          ...((before ?? after) && { at: before ?? after }),
        },
      ],
    }));
  },
);

function isBy({ author }: TextFact, speaker: string): boolean {
  return [author?.name, author?.id].some(
    name => name !== undefined && personKey(name) === speaker,
  );
}

/** The name as the evidence has it, where it is of the same person. */
function recordedName(who: string, recorded: string | undefined): string {
  return recorded !== undefined && personKey(recorded) === who ? recorded : who;
}

function done(
  who: string,
  mentions: readonly ChangeMention[],
  at: Instant | undefined,
): Statement[] {
  const recorded = mentions.filter(({ fact }) => actorOf(fact) !== undefined);
  // Where no record says who did it, chat may know.
  if (recorded.length < mentions.length) return [];
  // A handle that is no name may be of anybody.
  const isPerson = ({ fact }: ChangeMention) => {
    const actor = personKey(actorOf(fact)!);
    return actor === who || actor.includes(' ');
  };
  if (!recorded.every(isPerson)) return [];
  return recorded.map(mention => ({
    ...joined(mention),
    assertions: [
      ...changeEvent(mention, { isDone: true }).states(at),
      {
        type: 'did',
        evidence: mention.fact.id,
        actor: recordedName(who, actorOf(mention.fact)),
      },
    ],
  }));
}

function actorOf({ payload }: ChangeFact): string | undefined {
  // A robot acts for somebody.
  return payload.author && !ROBOT.test(payload.author)
    ? payload.author
    : undefined;
}

const DID: Readonly<Record<string, ChangeKind>> = {
  deployed: 'deployment',
  released: 'deployment',
  'rolled out': 'deployment',
  shipped: 'deployment',
  authored: 'deployment',
  'had authored': 'deployment',
  'had deployed': 'deployment',
  'rolled back': 'rollback',
  reverted: 'rollback',
  'brought back': 'rollback',
  changed: 'config_change',
};
const doing = words(...Object.keys(DID));

const object: Rule<StatedChange> = alt<StatedChange>(
  versionOfService,
  map(service, of => ({ service: of })),
  map(settingName, name => ({ name })),
);
const someone = map(
  seq(opt(words('it was')), person, opt(words('who'))),
  ([, who]) => who,
);

/** `Lukas rolled ticket-mailer back to 5.1.3`, by the record of the change. */
const DONE_BY = words(
  'was deployed by',
  'was released by',
  'was shipped by',
  'was rolled back by',
  'was reverted by',
  'was changed by',
);

const did: Rule<Statement> = alt(
  mapAll(
    seq(someone, doing, object, opt(atInstant)),
    ([who, verb, stated, at], input) =>
      done(who, changesOf(stated, verb, input), at),
  ),
  mapAll(
    seq(
      someone,
      words('rolled', 'brought'),
      object,
      words('back'),
      opt(fromTo),
      opt(atInstant),
    ),
    ([who, verb, stated, back, versions, at], input) =>
      done(who, changesOf(stated, `${verb} ${back}`, input, versions), at),
  ),
  mapAll(
    seq(
      change,
      words(
        'was made by',
        'was done by',
        'was carried out by',
        'was authored by',
        'was performed by',
        'came from',
      ),
      person,
      opt(atInstant),
    ),
    ([mention, , who, at]) => done(who, [mention], at),
  ),
  mapAll(
    seq(object, DONE_BY, person, opt(atInstant)),
    ([stated, verb, who, at], input) =>
      done(who, changesOf(stated, verb.slice(4, -3), input), at),
  ),
);

/** The changes that a verb and its object can mean. */
function changesOf(
  { to, ...stated }: StatedChange,
  verb: string,
  input: Input,
  versions: { from?: string; to?: string } = {},
): ChangeMention[] {
  const kind = DID[verb];
  // The version that is rolled back is the one it went from.
  const isOld = verb === 'rolled back' || verb === 'reverted';
  const version = to === undefined ? {} : { [isOld ? 'from' : 'to']: to };
  return changesMeant(
    { ...stated, kind, ...version, ...versions },
    input,
  ).filter(({ fact }) => fact.kind === kind);
}

export const peopleFrames: Rule<Statement> = memo(alt(said, did));

import { nameKey } from '../../nameKey';
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
import { serviceName, type ChangeFact } from '../EvidenceIndex';
import {
  bindingOf,
  determiner,
  type EventMention,
  type Mention,
} from './mention';
import { possessive, service, version } from './names';

export type ChangeKind = ChangeFact['kind'];

/** What words state of a change. */
export type StatedChange = {
  kind?: ChangeKind;
  service?: string;
  name?: string;
  from?: string;
  to?: string;
  status?: string;
  environment?: string;
};

export type ChangeMention = Mention<ChangeFact> & { stated: StatedChange };

const KIND_NOUNS: Readonly<Record<string, ChangeKind>> = {
  deployment: 'deployment',
  deploy: 'deployment',
  release: 'deployment',
  rollout: 'deployment',
  upgrade: 'deployment',
  rollback: 'rollback',
  'roll back': 'rollback',
  revert: 'rollback',
  'config change': 'config_change',
  'configuration change': 'config_change',
  'configuration update': 'config_change',
};

const kindNoun = map(
  words(...Object.keys(KIND_NOUNS)),
  noun => KIND_NOUNS[noun],
);
const toVersion = map(
  seq(words('to'), opt(words('version')), version),
  ([, , v]) => v,
);
const fromVersion = map(
  seq(words('from'), opt(words('version')), version),
  ([, , v]) => v,
);
/** `from 1.2.0 to 1.3.0`, `to 1.2.0`, `from 1.3.0 back to 1.2.0`. */
export const fromTo: Rule<{ from?: string; to?: string }> = memo(
  alt<{ from?: string; to?: string }>(
    map(seq(fromVersion, opt(words('back')), toVersion), ([from, , to]) => ({
      from,
      to,
    })),
    map(
      seq(opt(words('back')), toVersion, opt(fromVersion)),
      ([, to, from]) => ({ to, from }),
    ),
    map(fromVersion, from => ({ from })),
  ),
);

/** `checkout 2.4.1`, `version 2.4.1 of checkout`, `release 2.4.1`. */
export const versionOfService: Rule<StatedChange> = memo(
  alt<StatedChange>(
    map(
      seq(service, opt(possessive), opt(words('version')), version),
      ([of, , , to]) => ({ service: of, to }),
    ),
    map(
      seq(
        opt(words('the', 'version', 'release', 'the version', 'the release')),
        version,
        opt(map(seq(words('of'), service), ([, of]) => of)),
      ),
      ([, to, of]) => ({ to, service: of }),
    ),
  ),
);

/** The name of a setting or flag, as a word of its own. */
const changeName: Rule<string> = ({ tokens, index }, at) => {
  const name = index.settings.get(tokens[at]?.key ?? '');
  return name === undefined ? [] : [{ value: name, end: at + 1 }];
};
export const settingName: Rule<string> = memo(
  map(seq(opt(determiner), changeName), ([, name]) => name),
);

const ofService = map(seq(words('of', 'for', 'on'), service), ([, of]) => of);

/** A change as a noun: `the rollback of checkout to 2.4.0`, `the config change`, `checkout 2.4.1`. */
const noun: Rule<StatedChange> = alt<StatedChange>(
  map(
    seq(opt(determiner), opt(service), kindNoun, opt(ofService), opt(fromTo)),
    ([, before, kind, after, versions]) => ({
      kind,
      service: before ?? after,
      ...versions,
    }),
  ),
  map(
    seq(opt(determiner), kindNoun, words('of'), versionOfService),
    ([, kind, , stated]) => ({ ...stated, kind }),
  ),
  map(
    seq(
      opt(determiner),
      changeName,
      opt(words('config', 'configuration')),
      words('change'),
    ),
    ([, name]) => ({ kind: 'config_change' as const, name }),
  ),
  map(versionOfService, stated => ({ ...stated, kind: 'deployment' as const })),
);

export const change: Rule<ChangeMention> = memo(
  mapAll(noun, (stated, input) => changesMeant(stated, input)),
);

/**
 * The changes that words can mean: kind, service, name and version each narrow the
 * choice where they leave something; what does not fit is a statement that fails.
 */
export function changesMeant(
  stated: StatedChange,
  input: Input,
): ChangeMention[] {
  let found: readonly ChangeFact[] = input.index.changes;
  const narrow = (fits: (fact: ChangeFact) => boolean) => {
    const fewer = found.filter(fits);
    if (fewer.length > 0) found = fewer;
  };
  if (stated.service) {
    const wanted = serviceName(stated.service);
    found = found.filter(one => serviceName(one.service) === wanted);
  }
  if (stated.name) {
    found = found.filter(
      ({ payload }) => nameKey(payload.name ?? '') === nameKey(stated.name!),
    );
  }
  if (stated.kind) {
    const { kind } = stated;
    // A revert of a setting is recorded as either.
    narrow(one => one.kind === kind);
  }
  const { to, from } = stated;
  if (to) narrow(one => sameVersion(one.payload.version, to));
  if (from) narrow(one => sameVersion(one.payload.previousVersion, from));
  const isNamed = Boolean(to ?? from ?? stated.name);
  return found.map(fact => ({
    fact,
    stated,
    ...bindingOf(input, [fact.id], isNamed),
  }));
}

export function sameVersion(a: string | undefined, b: string): boolean {
  const plain = (text: string) => nameKey(text).replace(/^v(?=\d)/, '');
  return a !== undefined && plain(a) === plain(b);
}

/** A change that was tried, and did not come about. */
const UNFINISHED =
  /fail|abort|cancel|error|reject|pending|progress|running|queued/i;

/**
 * @param options - `isDone`: the words say that it came about, as `the deployment`
 *   alone does not
 */
export function changeEvent(
  { fact, stated, uncited, isNamed }: ChangeMention,
  options: { isDone?: boolean } = {},
): EventMention {
  const { kind = fact.kind, ...rest } = stated;
  const isUnfinished = UNFINISHED.test(fact.payload.status ?? '');
  const fields: Omit<StatedChange, 'kind'> = {
    ...(options.isDone && isUnfinished && { status: 'succeeded' }),
    ...rest,
  };
  return {
    uncited,
    isNamed,
    ref: { evidence: fact.id },
    states: at => [
      {
        type: 'deploymentChange',
        evidence: fact.id,
        change: kind,
        ...Object.fromEntries(
          Object.entries(fields).filter(([, value]) => value !== undefined),
        ),
        ...(at && { at }),
      },
    ],
  };
}

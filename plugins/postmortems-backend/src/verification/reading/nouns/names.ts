import { memo, words, opt, seq, mapAll, map, type Rule } from '../rules';
import type { EvidenceIndex } from '../EvidenceIndex';
import type { PhraseTable } from '../PhraseTable';
import { determiner } from './mention';

function named(
  tableOf: (index: EvidenceIndex) => PhraseTable<string>,
): Rule<string> {
  return ({ tokens, index }, at) =>
    tokens[at]?.kind === 'quote'
      ? []
      : tableOf(index)
          .find(tokens, at)
          .flatMap(({ values, length }) =>
            values.map(value => ({ value, end: at + length })),
          );
}

/** A service, by the key of `SealedFacts`. */
export const service: Rule<string> = memo(
  map(
    seq(
      opt(determiner),
      named(({ services }) => services),
      opt(words('service')),
    ),
    ([, key]) => key,
  ),
);

/** A person of the chat or of a change, by the key of their name. */
export const person: Rule<string> = memo(named(({ people }) => people));

export const alertName: Rule<string> = memo(
  named(({ alertNames }) => alertNames),
);

/** A version that the evidence knows, or what has the form of one. */
export const version: Rule<string> = memo(({ tokens, index }, at) => {
  const key = tokens[at]?.key.replace(/^v(?=\d)/, '') ?? '';
  const known = index.versions.get(key);
  const isVersion =
    (known !== undefined && tokens[at].kind === 'word') ||
    /^\d+(?:\.\d+){2,}(?:[-+][\w.]+)?$/.test(key);
  return isVersion ? [{ value: known ?? tokens[at].text, end: at + 1 }] : [];
});

/** `for checkout`, `on checkout`, `of checkout`. */
export const ofService: Rule<string> = memo(
  mapAll(
    seq(words('of', 'for', 'on', 'in', 'to', 'at'), service),
    ([, key]) => [key],
  ),
);

/** `'s`, where it says whose. */
export const possessive = words("'s");

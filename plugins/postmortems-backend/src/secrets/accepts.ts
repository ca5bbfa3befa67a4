import type { SecretName } from './names';
import type { Value } from './readValue';
import { ORDINARY_WORDS, SENTENCE_WORDS } from './words';
import {
  isMeasure,
  isPlaceholder,
  isPreference,
  isReference,
  looksChosen,
  looksGenerated,
} from './value';

/** Whether a value under such a name is taken for a secret. */
export function accepts(
  value: Pick<Value, 'text' | 'isQuoted' | 'wordsFollow'>,
  { kind, strength }: SecretName,
  isAssigned: boolean,
): boolean {
  const { text, isQuoted, wordsFollow } = value;
  if (isPlaceholder(text) || isReference(text)) return false;
  if (kind === 'PIN' || kind === 'one-time code') {
    return /^\d{4,8}#?$/.test(text);
  }
  if (kind === 'PagerDuty key') return /^[A-Za-z0-9]{32}$/.test(text);
  if (kind === 'recovery phrase') {
    return !SENTENCE_WORDS.test(text) && text.length >= 8;
  }
  if (kind === 'cookie' || kind === 'credentials') {
    const pair = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(text)
      ? Buffer.from(text, 'base64').toString('latin1')
      : text;
    return (
      !(kind === 'cookie' && isPreference(pair.replace(/^[^=]*=/, ''))) &&
      /^[\x20-\x7e]{1,128}[:/=][\x20-\x7e]{3,}$/.test(pair) &&
      looksChosen(pair) &&
      !isMeasure(text) &&
      !/\s/.test(pair)
    );
  }
  if (strength === 'weak') {
    return kind === 'password'
      ? isAssigned && looksChosen(text) && /[a-z]/i.test(text)
      : text.length >= 7 &&
          !/\s/.test(text) &&
          (isQuoted || isAssigned || looksGenerated(text)) &&
          looksChosen(text) &&
          !(wordsFollow && !isAssigned && !looksGenerated(text));
  }
  if (/\s/.test(text) && !/^(?:pass|recovery|PIN)/.test(kind)) return false;
  if (/\s/.test(text))
    return !SENTENCE_WORDS.test(text) && text.length <= 200 && !isMeasure(text);
  if (isMeasure(text)) return false;
  if (/^-?\d+(?:\.\d+)?$/.test(text))
    return text.length >= 4 || (isQuoted && text.length >= 3);
  if (text.length < 3 || ORDINARY_WORDS.has(text.toLowerCase())) return false;
  if (kind === 'secret' && isAssigned && /^[a-z]{12,}$/i.test(text))
    return true;
  if (kind !== 'password' && kind !== 'passcode') {
    return (
      (looksChosen(text) && /\d/.test(text)) ||
      (isQuoted || isAssigned
        ? text.length >= 6 && !/^[a-z]+(?:[-_. ][a-z]+)*!?$/i.test(text)
        : looksGenerated(text))
    );
  }
  if (isQuoted) return true;
  return !wordsFollow || isAssigned || looksChosen(text);
}

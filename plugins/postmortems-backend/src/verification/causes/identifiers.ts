import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { remembered } from '../../platform/text/remembered';
import { significantWords } from '../../platform/text/words';
import { nameKey } from '../nameKey';
import type { SealedFacts } from '../SealedFacts';

/** Longest text that is searched, in characters. */
const MAX_TEXT = 20_000;
/** Words of an error text that have to be the same in a row. */
const RUN = 4;

/** Fields that say what a node is, and not what it is about. */
const NOT_TELLING = new Set([
  'kind',
  'status',
  'level',
  'severity',
  'environment',
  'author',
  'channel',
  'unit',
  'query',
  'provider',
  'diffUrl',
  'points',
  'startsAt',
  'endsAt',
]);

/** Tokens with a joint inside, a version, or letters in both cases: names that nobody uses by chance. */
const TOKEN =
  /v?\d+(?:\.\d+)+(?:-[\w.]+)?|[A-Za-z][\w]*(?:[._:/@-]+\w+)+|[A-Z][a-z]+(?:[A-Z]+[a-z]*)+|[A-Z]{2,}[a-z]+[A-Za-z]*|[A-Z][A-Z0-9_]{4,}|\b[0-9a-f]*\d[0-9a-f]*[a-f][0-9a-f]{5,}\b/g;

/** English with a hyphen in it, abbreviations and times. */
const ORDINARY =
  /^(?:(?:on|re|non|pre|post|long|short|high|low|third|real|built|follow|roll|rolled|back|follow|self|up|so|well|full|half|multi|read|write|time|out|out-of|end|start|first|last|sub|co|auto|one|two|cross|in|front)-[a-z-]+|e\.g|i\.e|http|https|json|utc|true|false|error|warn(?:ing)?|info|critical|fatal|kubernetes|crashloopbackoff|(?:replica|daemon|stateful)sets?|configmaps?|resourcequotas?|\d{4}-\d\d-\d\d.*|t\d\d:.*|and\/or|n\/a|n-\d)$/;

/** Names of things in a text: versions, hosts, tables, pools, keys, codes. Normalised, without names of services and of what carries such a name. */
export function identifiersOf(text: string, facts: SealedFacts): Set<string> {
  const found = new Set<string>();
  for (const [token] of text.slice(0, MAX_TEXT).matchAll(TOKEN)) {
    const key = nameKey(token)
      .replace(/^v(?=\d)/, '')
      .replace(/[._:/@-]+$/, '');
    if (key.length >= 3 && !namesService(key, facts) && !ORDINARY.test(key)) {
      found.add(key);
    }
  }
  return found;
}

/** Whether a name is that of a service, or of something that carries it, such as a pod. */
function namesService(name: string, facts: SealedFacts): boolean {
  const key = nameKey(name);
  return serviceNamesOf(facts).some(
    service =>
      key === service || key.startsWith(`${service}-`) || key === `${service}s`,
  );
}

const withouts = new WeakMap<SealedFacts, (word: string) => string>();

/** A text in lower case, without names of services and of what carries such a name: that they are the same shows nothing of a cause. */
export function withoutServices(text: string, facts: SealedFacts): string {
  let without = withouts.get(facts);
  if (!without) {
    without = remembered(word =>
      namesService(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), facts)
        ? '|'
        : word,
    );
    withouts.set(facts, without);
  }
  return nameKey(text).split(' ').map(without).join(' ');
}

/** Looked up word by word: words do not depend on those beside them. */
const tellingWords = remembered(word => [...significantWords(word)]);

/** Runs of words, to find the same error text in two places. Each with two telling words. */
export function phrasesOf(text: string, facts: SealedFacts): Set<string> {
  const words =
    withoutServices(text.slice(0, MAX_TEXT), facts).match(/[\p{L}\p{N}_]+/gu) ??
    [];
  const telling = words.map(tellingWords);
  const found = new Set<string>();
  for (let start = 0; start + RUN <= words.length; start++) {
    const end = start + RUN;
    if (hasTwo(telling, start, end)) {
      found.add(words.slice(start, end).join(' '));
    }
  }
  return found;
}

/** Whether two different words tell something. */
function hasTwo(
  telling: readonly (readonly string[])[],
  start: number,
  end: number,
): boolean {
  let first: string | undefined;
  for (let place = start; place < end; place++) {
    for (const word of telling[place]) {
      first ??= word;
      if (word !== first) return true;
    }
  }
  return false;
}

const names = new WeakMap<SealedFacts, string[]>();

function serviceNamesOf(facts: SealedFacts): string[] {
  let known = names.get(facts);
  if (!known) {
    known = facts.services.flatMap(one =>
      [one.ref, ...one.names].map(nameKey).filter(name => name.length >= 3),
    );
    names.set(facts, known);
  }
  return known;
}

/** Every word of a payload that says what it is about, in lines. */
export function tellingText({
  payload,
}: Pick<EvidenceNode, 'payload'>): string {
  const lines: string[] = [];
  const visit = (value: unknown, name: string) => {
    if (NOT_TELLING.has(name)) return;
    if (typeof value === 'string') lines.push(value);
    else if (Array.isArray(value)) for (const one of value) visit(one, name);
    else if (value !== null && typeof value === 'object') {
      for (const [key, one] of Object.entries(value)) visit(one, key);
    }
  };
  visit(payload, '');
  return lines.join('\n').slice(0, MAX_TEXT);
}

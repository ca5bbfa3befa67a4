import type { BlameConcern } from '@postmortems/backstage-plugin-postmortems-common';
import nlp from 'compromise';
import { maskSystems } from './maskSystems';
import type { BlamelessContext, RosterEntry } from './types';

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const MENTION = /(?<![\w@])@[A-Za-z][\w.-]{1,38}/g;
/** `<@U123>`, as chat tools write somebody. */
const CHAT_ID = /<@[A-Z0-9]{2,}>/g;

/**
 * First names that are words as well: taken for a name only inside a sentence.
 */
const AMBIGUOUS = new Set(
  'april august bill chance chase dale dawn drew faith frank grace grant hope iris jack jade joy june mark may miles page pat penny ray rich rob rose ruby sky sue summer terry violet wade will'.split(
    ' ',
  ),
);

/** Products that a name recogniser takes for people. */
const PRODUCTS = new Set(
  'airflow alertmanager ansible apache argo aurora cassandra celery cilium claude consul datadog delta django envoy falco fastly flink gemini github grafana hadoop hashicorp helm istio jaeger jenkins jira kafka kibana kubernetes linkerd linux loki lucene maven mimir nagios nginx nomad opal oracle pandora postgres prometheus puppet python redis ruby salt slack snowflake sonar spark splunk terraform thanos travis vault victoria zeus zipkin zookeeper'.split(
    ' ',
  ),
);

/**
 * Names, handles and addresses of people: those of the incident, then what a
 * recogniser takes for a name. Names of systems are masked first.
 */
export function findPersonalIdentifiers(
  text: string,
  context: BlamelessContext,
): BlameConcern[] {
  const found = new Map<string, BlameConcern>();
  const add = (quote: string, role: string) => {
    if (![...found.keys()].some(known => known.includes(quote))) {
      found.set(quote, {
        rule: 'personal_identifier',
        quote,
        message: `“${quote}” names a person; name the role instead`,
        replacement: role,
      });
    }
  };
  for (const pattern of [EMAIL, CHAT_ID, MENTION]) {
    for (const [quote] of text.matchAll(pattern)) {
      add(quote, roleOf(quote, context) ?? context.defaultRole);
    }
  }
  const known = maskSystems(text, context.systems, { technical: false });
  const masked = maskSystems(text, context.systems, { technical: true });
  for (const entry of context.roster) {
    const names = [
      ...identifiersIn(known, entry),
      ...partsOfNamesIn(masked, entry),
    ];
    for (const quote of names) add(quote, entry.role);
  }
  for (const quote of recognisedNames(masked)) add(quote, context.defaultRole);
  return [...found.values()];
}

function roleOf(quote: string, { roster }: BlamelessContext) {
  const plain = quote.replace(/^<?@|>$/g, '').toLocaleLowerCase('en-US');
  return roster.find(({ identifiers }) =>
    identifiers.some(one => one.toLocaleLowerCase('en-US') === plain),
  )?.role;
}

/** Whole names, handles and addresses, whatever their case. */
function identifiersIn(text: string, { identifiers }: RosterEntry): string[] {
  return identifiers.flatMap(identifier => {
    const whole = new RegExp(
      `(?<![\\w-])${escape(identifier)}(?![\\w-])`,
      'gi',
    );
    return identifier.length > 2
      ? [...text.matchAll(whole)].map(([quote]) => quote)
      : [];
  });
}

/** First and last names alone, where they are written as names. */
function partsOfNamesIn(text: string, { identifiers }: RosterEntry): string[] {
  return identifiers
    .filter(identifier => identifier.includes(' '))
    .flatMap(identifier => identifier.split(/\s+/))
    .filter(part => part.length > 2 && /^\p{Lu}/u.test(part))
    .filter(part => {
      const word = new RegExp(`(?<![\\w-])${escape(part)}(?![\\w-])`, 'g');
      const ambiguous = AMBIGUOUS.has(part.toLocaleLowerCase('en-US'));
      return [...text.matchAll(word)].some(
        ({ index }) => !ambiguous || !startsSentence(text, index),
      );
    });
}

function recognisedNames(text: string): string[] {
  const people = nlp(text).people().json() as {
    text: string;
    terms: { text: string; tags: string[] }[];
  }[];
  return people.flatMap(({ terms }) => {
    const words = terms.filter(
      ({ text: word }) =>
        /^\p{Lu}[\p{Ll}’'-]+$/u.test(word) &&
        !PRODUCTS.has(word.toLocaleLowerCase('en-US')),
    );
    if (words.length === 0 || words.length < terms.length) return [];
    const quote = words.map(({ text: word }) => word).join(' ');
    if (!text.includes(quote)) return [];
    if (words.length > 1) return [quote];
    const [{ text: word, tags }] = words;
    const acts = new RegExp(
      `(?<![\\w-])${escape(
        word,
      )}(?:['’]s|\\s+(?:had|has|was|did|is|\\w+ed|forgot|ran|made|broke|left|took|saw|wrote|sent|went|pushed|rolled|told|found))\\b`,
    );
    return tags.includes('FirstName') &&
      acts.test(text) &&
      !AMBIGUOUS.has(word.toLocaleLowerCase('en-US'))
      ? [word]
      : [];
  });
}

function startsSentence(text: string, index: number): boolean {
  return /(?:^|[.!?]\s+)$/.test(text.slice(0, index));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

import type { VerdictReason } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from './nameKey';
import type { SealedFacts } from './SealedFacts';

/** Letters of other scripts that look like Latin ones. */
const LATIN_OF = new Map(
  [
    ['Cyrillic', 'авеёһіїјкмнорсԁԛѕтуԝхӏґпгѵ', 'abeehiijkmhopcdqstywxlrnrv'],
    ['Cyrillic', 'АВЕЁНІЇЈКМОРСЅТУХԜԚ', 'abeehiijkmopcstyxwq'],
    ['Greek', 'αβγεηικμνορτυχωςλ', 'abyenikuvoptuxwcl'],
    ['Greek', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'],
  ].flatMap(([script, letters, latin]) =>
    [...letters].map((letter, at) => [letter, { script, latin: latin[at] }]),
  ),
);
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}._:/@-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu;

/**
 * Words with letters of another script that look like a name of the incident: a
 * service, person, metric, alert or change. A reader takes them for that name.
 */
export function findLookAlikes(
  text: string,
  facts: SealedFacts,
): VerdictReason[] {
  const found = new Map<string, VerdictReason>();
  for (const [word] of text.matchAll(WORD)) {
    const letters = [...word.normalize('NFKC')];
    const foreign = letters.filter(letter => LATIN_OF.has(letter));
    if (foreign.length === 0) continue;
    const folded = nameKey(
      letters.map(letter => LATIN_OF.get(letter)?.latin ?? letter).join(''),
    );
    const name = namesOf(facts).get(folded);
    if (!name) continue;
    const shown = [...new Set(foreign)].map(
      letter => `“${letter}” (${LATIN_OF.get(letter)!.script})`,
    );
    found.set(word, {
      check: 'look_alike',
      outcome: 'failed',
      message: `“${word}” looks like the name ${name}, but is written with ${shown.join(
        ', ',
      )}`,
    });
  }
  return [...found.values()];
}

const names = new WeakMap<SealedFacts, ReadonlyMap<string, string>>();

/** Names of the incident and its evidence, and the words of names of people, by their key. */
function namesOf(facts: SealedFacts): ReadonlyMap<string, string> {
  let known = names.get(facts);
  if (!known) {
    const all = facts.services.flatMap(one => [one.ref, ...one.names]);
    for (const { node } of facts.all()) {
      const { author, alertName, metric, name, actor, user } = node.payload;
      const people = [author, actor, user].flatMap(person => [
        person,
        ...(person !== null && typeof person === 'object'
          ? Object.values(person)
          : []),
      ]);
      for (const value of [node.metadata.service, alertName, metric, name]) {
        if (typeof value === 'string') all.push(value);
      }
      for (const person of people) {
        if (typeof person === 'string')
          all.push(person, ...person.split(/\s+/));
      }
    }
    known = new Map(
      all
        .map(name => [nameKey(name), name] as const)
        // A name that is itself written so is no Latin one to be taken for
        .filter(
          ([key]) => key !== '' && ![...key].some(one => LATIN_OF.has(one)),
        ),
    );
    names.set(facts, known);
  }
  return known;
}

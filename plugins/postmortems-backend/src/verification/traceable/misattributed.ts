import type { VerdictReason } from '@postmortems/backstage-plugin-postmortems-common';
import { stem } from '../reading/stem';
import type { Token } from '../reading/tokenize';
import type { CitedEvidence } from './CitedEvidence';
import type { EvidenceValues } from './evidenceValues';
import type { Mention } from './mentions';
import { displayName, nameOf } from './nameOf';

/** A sentence, what it mentions, and the evidence that it cites. */
export type Sentence = {
  tokens: readonly Token[];
  mentions: readonly Mention[];
  cited: CitedEvidence;
};

type CitedNode = EvidenceValues & { id: string; own: ReadonlySet<string> };

const set = (list: string) => new Set(list.split('|'));
const NEGATIONS = set("not|no|never|neither|nor|none|without|nobody|n't");
const CLAUSES = set(
  'and|but|whereas|while|before|after|which|because|since|although|when',
);
const BEFORE = set('before|preceded');
const ORDERS = set('before|after|preceded|followed');
const OTHER_ORDERS = set('until|when|while|by|once');
const CHANGES = set('deployment|rollback|config_change');
const OPPOSITES = [
  ['enabled', 'disabled'],
  ['succeeded', 'failed'],
  ['success', 'failure'],
  ['defined', 'undefined'],
  ['valid', 'invalid'],
  ['available', 'unavailable'],
  ['healthy', 'unhealthy'],
  ['accepted', 'rejected'],
] as const;

/** What a sentence binds otherwise than the cited evidence: an actor, an order or a state. */
export function findMisattributed(sentence: Sentence): VerdictReason[] {
  const { tokens, cited } = sentence;
  if (cited.isAll) return [];
  const isPlain = !tokens.some(({ key }) => NEGATIONS.has(key));
  return [
    ...otherActors(sentence),
    ...(isPlain
      ? [...reversedOrder(sentence), ...oppositeState(sentence)]
      : []),
  ];
}

/** A clause about one change names a person that its record does not. */
function otherActors({ tokens, mentions, cited }: Sentence): VerdictReason[] {
  if (!mentions.some(({ kind }) => kind === 'person')) return [];
  const nodes = withOwnWords(cited);
  return clausesOf(tokens).flatMap(([from, to]) => {
    const people = mentions.filter(
      one => one.kind === 'person' && one.from >= from && one.to <= to,
    );
    const [person] = people;
    if (people.length !== 1 || person.kind !== 'person') return [];
    const rest = tokens
      .slice(from, to)
      .filter((_, at) => at + from < person.from || at + from >= person.to);
    // Somebody else of the cited evidence: only when the clause is clearly about the record.
    const isKnown = cited.nodes.some(node => knows(node, person.names));
    const node = boundTo(nodes, rest, isKnown ? 2 : 1);
    if (!node || knows(node, person.names)) return [];
    const [actor] = CHANGES.has(node.kind) ? [node.author] : node.people;
    const isRecord = CHANGES.has(node.kind) || node.kind === 'event';
    return isRecord && actor
      ? [
          misattributed(
            `${shown(tokens, person)} is not in the record of ${nameOfNode(
              cited,
              node,
            )}, which names ${displayName(actor)}`,
          ),
        ]
      : [];
  });
}

/** `A before B`, when each side is about one cited event, and B came first. */
function reversedOrder({ tokens, mentions, cited }: Sentence): VerdictReason[] {
  const places = tokens.flatMap(({ key }, at) => (ORDERS.has(key) ? [at] : []));
  const [at] = places;
  if (places.length !== 1 || tokens.some(({ key }) => OTHER_ORDERS.has(key))) {
    return [];
  }
  const nodes = withOwnWords(cited).filter(one => one.at !== undefined);
  const side = (from: number, to: number) => {
    const node = boundTo(nodes, tokens.slice(from, to));
    // A message is dated by its author's writing, not by what it tells of.
    const isEvent =
      node?.kind !== 'message' ||
      mentions.some(
        one =>
          one.kind === 'person' &&
          one.from >= from &&
          one.to <= to &&
          one.names.includes(node.author ?? ''),
      );
    return isEvent ? node : undefined;
  };
  const left = side(0, at);
  const right = side(at + 1, tokens.length);
  if (!left || !right || left === right) return [];
  const isBefore =
    BEFORE.has(tokens[at].key) ||
    (tokens[at].key === 'followed' && tokens[at + 1]?.key === 'by');
  const [first, second] = isBefore ? [left, right] : [right, left];
  return first.at! > second.at!
    ? [
        misattributed(
          `${nameOfNode(cited, first)} came after ${nameOfNode(cited, second)}`,
        ),
      ]
    : [];
}

/** `enabled`, when the cited evidence says only `disabled`. */
function oppositeState({ tokens, cited }: Sentence): VerdictReason[] {
  const said = new Set(tokens.map(({ key }) => key));
  const pairs = OPPOSITES.flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ]).filter(([one, other]) => said.has(one) && !said.has(other));
  if (pairs.length === 0) return [];
  const given = new Set(
    cited.nodes.flatMap(({ key }) => key.match(/\p{L}+/gu) ?? []),
  );
  return pairs.flatMap(([one, other]) =>
    given.has(other) && !given.has(one)
      ? [misattributed(`The cited evidence says “${other}”, not “${one}”`)]
      : [],
  );
}

/** Cited nodes with the words that none of the others has. */
function withOwnWords({ nodes }: CitedEvidence): CitedNode[] {
  const uses = new Map<string, number>();
  for (const { stems } of nodes) {
    for (const word of stems) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  return nodes.map(node => ({
    ...node,
    own: new Set([...node.stems].filter(word => uses.get(word) === 1)),
  }));
}

/** The one cited node that words are about, by what is said of no other. */
function boundTo(
  nodes: readonly CitedNode[],
  tokens: readonly Token[],
  fewest = 1,
): CitedNode | undefined {
  const stems = new Set(
    tokens
      .filter(({ kind, key }) => kind === 'word' && key.length > 3)
      .map(({ key }) => stem(key)),
  );
  const [best, second] = nodes
    .map(node => ({
      node,
      count: [...stems].filter(word => node.own.has(word)).length,
    }))
    .sort((a, b) => b.count - a.count);
  return best && best.count >= fewest && best.count > (second?.count ?? 0)
    ? best.node
    : undefined;
}

function clausesOf(tokens: readonly Token[]): [from: number, to: number][] {
  const splits = tokens.flatMap(({ kind, key }, at) =>
    (kind === 'mark' && /[,;.:]/.test(key)) || CLAUSES.has(key) ? [at] : [],
  );
  return [-1, ...splits].map((at, place) => [
    at + 1,
    splits[place] ?? tokens.length,
  ]);
}

function knows({ people }: EvidenceValues, names: readonly string[]): boolean {
  return names.some(name => people.has(name));
}

function nameOfNode({ facts }: CitedEvidence, { id }: CitedNode): string {
  const found = facts.node(id);
  return found ? nameOf(found.node) : id;
}

function shown(tokens: readonly Token[], { from, to }: Mention): string {
  const words = tokens.slice(from, to).map(({ text }) => text);
  return `“${words.join(' ')}”`;
}

function misattributed(message: string): VerdictReason {
  return {
    check: 'not_in_evidence',
    outcome: 'failed',
    message: message[0].toUpperCase() + message.slice(1),
  };
}

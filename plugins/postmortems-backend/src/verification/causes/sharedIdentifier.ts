import { atOnce, type Steps } from '../../platform/Turns';
import type { SealedFacts, SealedNode } from '../SealedFacts';
import type { CauseContext, CauseInQuestion, TieFinder } from './context';
import { MAX_IDS } from './context';
import { identifiersOf, phrasesOf, tellingText } from './identifiers';
import { listed, quoted } from './names';

/** Nodes of the effect that are searched. */
const MAX_NODES = 3000;
/** Signs are recorded before the first alert too. */
const BEFORE_MS = 5 * 60_000;

/** A name in the evidence of the effect, with where it stands. */
type Place = { id: string; kind: string };

/**
 * A version, host, table, pool, key or error text that stands in the evidence of
 * the cause and in evidence of another kind, of the effect. Of a cause in words,
 * the words have to name it too.
 */
export const findSharedIdentifier: TieFinder = (cause, context) => {
  const { facts, language } = context;
  const stated = isStated(cause) ? namesIn(cause.statement, facts) : undefined;
  const shared = new Map<string, Set<string>>();
  const nodes = nodesOfCause(cause, context);
  if (nodes.length === 0) return [];
  const names = atOnce(namesOfEffect(context));
  for (const { node } of nodes) {
    const kind = String(node.payload.kind);
    for (const name of namesIn(tellingText(node), facts)) {
      if (stated && !stated.has(name)) continue;
      const places = [names.get(name) ?? []]
        .flat()
        .filter(place => place.kind !== kind);
      if (places.length === 0) continue;
      const ids = shared.get(name) ?? new Set();
      for (const id of [node.id, ...places.map(place => place.id)]) ids.add(id);
      shared.set(name, ids);
    }
  }
  if (shared.size === 0) return [];
  const both = [...shared.keys()].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  return [
    {
      type: 'shared_identifier',
      evidence: [
        ...new Set(both.flatMap(name => [...shared.get(name)!])),
      ].slice(0, MAX_IDS),
      detail: language.messages.cause.sharedIdentifier({
        names: listed(
          both.map(name => quoted(name, language)),
          language,
        ),
      }),
    },
  ];
};

function namesIn(text: string, facts: SealedFacts): Set<string> {
  return new Set([...identifiersOf(text, facts), ...phrasesOf(text, facts)]);
}

/** By name; most of hundreds of thousands stand in one place. */
type Names = ReadonlyMap<string, Place | Place[]>;

const ofEffect = new WeakMap<CauseContext, Names>();

/** The names in the evidence of the effect, which {@link findSharedIdentifier} looks up. */
export function* namesOfEffect(context: CauseContext): Steps<Names> {
  const known = ofEffect.get(context);
  if (known) return known;
  const names = new Map<string, Place | Place[]>();
  const changes = new Set(context.changes.map(({ node }) => node.id));
  for (const { node } of effectNodes(context)) {
    yield;
    if (changes.has(node.id)) continue;
    const place = { id: node.id, kind: String(node.payload.kind) };
    for (const name of namesIn(tellingText(node), context.facts)) {
      const places = names.get(name);
      if (!places) names.set(name, place);
      else if (!Array.isArray(places)) names.set(name, [places, place]);
      else if (places.length < MAX_IDS) places.push(place);
    }
  }
  ofEffect.set(context, names);
  return names;
}

function isStated({ origin }: CauseInQuestion): boolean {
  return origin !== 'change';
}

function nodesOfCause(
  { change, cited }: CauseInQuestion,
  { facts }: CauseContext,
): SealedNode[] {
  const ids = new Set([...(change ? [change.node.id] : []), ...cited]);
  return [...ids].flatMap(id => {
    const found = facts.node(id);
    return found && isRaw(found) ? [found] : [];
  });
}

/** What systems recorded: neither what people wrote nor what an investigator made of it. */
function isRaw({ node }: SealedNode): boolean {
  return node.sourceType === 'telemetry' || node.sourceType === 'deployment';
}

function effectNodes({ facts, affected, effect }: CauseContext): SealedNode[] {
  const nodes: SealedNode[] = [];
  for (const one of facts.all()) {
    if (nodes.length === MAX_NODES) break;
    const { node, payload } = one;
    if (node.sourceType !== 'telemetry' || payload?.kind === 'metric') continue;
    if (!affected.has(facts.serviceKey(node.metadata.service))) continue;
    const at = facts.timeOf({ evidence: node.id });
    if (at !== undefined && at >= effect.at - BEFORE_MS) nodes.push(one);
  }
  return nodes;
}

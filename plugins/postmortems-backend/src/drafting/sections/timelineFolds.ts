import type {
  AssertionOf,
  DraftClaim,
  EvidenceNode,
  IncidentPhase,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { mapInSteps, type Steps } from '../../platform/Turns';
import {
  authorKey,
  countOf,
  instantOf,
  Language,
  occurrencesOf,
  serviceName,
} from '../../verification';
import { alertTimeOf } from '../facts/alertEvents';
import { byTime, momentOf } from '../facts/bursts';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { MergedEvent } from '../facts/mergeEvents';
import { isTelling } from '../salience/chat';
import { block } from '../write/blocks';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

/** Folds of a timeline, one or a few in each phase. */
const FOLDS = 20;
/** Events that are folded together at least, except at the end of a phase. */
const MIN_FOLDED = 5;
/** Claims that one fold opens, and those of all folds of a document. */
const MAX_CLAIMS = 200;
const MAX_ALL_CLAIMS = 500;
/** Kinds that a fold counts, in the order in which it tells them. */
const KINDS = [
  'message',
  'log',
  'alert',
  'event',
  'deployment',
  'rollback',
  'config_change',
];
const MAX_KINDS = 4;
const ORDER: SourceType[] = ['chat', 'telemetry', 'deployment', 'agent_trace'];

/** Events between two entries that are told as one; ascending by time. */
type Fold = MergedEvent[];

/** In which day and regions an entry is, where entries are told apart by that. */
export type PlaceOf = (
  at: string,
  nodes: readonly EvidenceNode[],
) => { day?: string; regions?: string[] };

export function orderedTypes(types: readonly SourceType[]): SourceType[] {
  return ORDER.filter(type => types.includes(type));
}

/**
 * What is not shown, in few groups, none of which goes beyond a phase.
 *
 * @param daysOf - in a long incident, names the day or days that an event belongs to, of which each is folded once
 */
export function foldsOf(
  events: readonly MergedEvent[],
  shown: ReadonlySet<MergedEvent>,
  phaseOf: (event: MergedEvent) => IncidentPhase,
  daysOf?: (event: MergedEvent) => string,
): Fold[] {
  if (daysOf) {
    const days = new Map<string, Fold>();
    for (const event of events) {
      if (shown.has(event)) continue;
      const phase = phaseOf(event);
      // What led to it may be months back
      const day = phase === 'before' ? phase : `${phase} ${daysOf(event)}`;
      const known = days.get(day);
      if (known) known.push(event);
      else days.set(day, [event]);
    }
    return [...days.values()];
  }
  const hidden = events.length - shown.size;
  const enough = Math.max(MIN_FOLDED, hidden / FOLDS);
  const folds: Fold[] = [];
  let open: Fold = [];
  const close = () => {
    if (open.length > 0) folds.push(open);
    open = [];
  };
  for (const event of events) {
    if (open.length > 0 && phaseOf(open[0]) !== phaseOf(event)) close();
    if (!shown.has(event)) open.push(event);
    else if (open.length >= enough) close();
  }
  close();
  return folds;
}

/** Writes folds: what each one counts, and its claims for those who open it. */
export function foldWriter(
  folds: readonly Fold[],
  claimOfEvent: (event: MergedEvent) => DraftClaim,
  place: PlaceOf,
  context: SectionContext,
): (fold: Fold, phase: IncidentPhase) => Steps<DraftBlock> {
  const { style, messages, precision } = context;
  const language = new Language(style, messages);
  const room = Math.min(
    MAX_CLAIMS,
    Math.floor(MAX_ALL_CLAIMS / Math.max(1, folds.length)),
  );
  const records = folds.length > 0 ? recordsByKind(context.known) : new Map();
  const isChatter = chatterIn(context.known);
  return function* write(fold, phase) {
    const [{ at }] = fold;
    const counts = countsIn(fold, records);
    // Evidence that names no kind cannot be counted by it
    const first = counts.length > 0 ? [] : [fold[0]];
    const rest = fold.slice(first.length);
    const told = mostTelling(
      rest.filter(event => !isChatter(event)),
      room,
    );
    return block(
      'timeline_entry',
      counts.length > 0
        ? [claimOf('timeline', `fold ${at}`, counts, context)]
        : first.map(claimOfEvent),
      {
        timeline: {
          at,
          label: language.instant(instantOf(at, precision, style.timeZone)),
          sourceTypes: orderedTypes(
            fold.flatMap(({ sourceTypes }) => sourceTypes),
          ),
          merged: fold.reduce((sum, { merged }) => sum + merged, 0),
          phase,
          ...place(
            at,
            fold.flatMap(({ nodes }) => nodes),
          ),
        },
        ...(told.length > 0 && {
          more: {
            label: messages.showFolded({
              shown: language.number(told.length),
              ...(told.length < rest.length && {
                all: language.number(rest.length),
              }),
            }),
            claims: yield* mapInSteps(told, claimOfEvent),
          },
        }),
      },
    );
  };
}

/** Whether an event is only greetings, thanks and assent, which a fold counts, but does not list. */
function chatterIn(
  evidence: readonly KnownEvidence[],
): (event: MergedEvent) => boolean {
  const chatter = new Set(
    evidence
      .filter(
        ({ payload }) => payload?.kind === 'message' && !isTelling(payload),
      )
      .map(({ node }) => node.id),
  );
  return ({ nodes }) =>
    nodes.length > 0 && nodes.every(({ id }) => chatter.has(id));
}

/** Those that tell most, still in order of time. */
function mostTelling(fold: Fold, room: number): Fold {
  if (fold.length <= room) return fold;
  const kept = new Set(
    [...fold].sort((a, b) => b.weight - a.weight).slice(0, room),
  );
  return fold.filter(event => kept.has(event));
}

type Counted = {
  at: string;
  service: string;
  speaker?: string;
  occurrences: number;
};

/** All evidence by kind, ascending by time, as a count of it finds it. */
function recordsByKind(
  evidence: readonly KnownEvidence[],
): Map<string, Counted[]> {
  const records = new Map<string, Counted[]>();
  for (const { node, payload } of evidence) {
    const { kind } = node.payload;
    if (typeof kind !== 'string') continue;
    const counted = {
      at:
        payload?.kind === 'alert' ? alertTimeOf(node, payload) : node.timestamp,
      service: serviceName(node.metadata.service),
      occurrences: occurrencesOf(payload),
      ...(payload?.kind === 'message' && { speaker: authorKey(payload) }),
    };
    const known = records.get(kind);
    if (known) known.push(counted);
    else records.set(kind, [counted]);
  }
  for (const all of records.values()) all.sort(byTime);
  return records;
}

/** Those of a time, both ends included. */
function during(
  records: readonly Counted[],
  first: string,
  last: string,
): readonly Counted[] {
  const start = placeOf(records, ({ at }) => at >= first);
  return records.slice(
    start,
    placeOf(records, ({ at }) => at > last),
  );
}

/** Where the ones begin that something is true of, as it is of all after them. */
function placeOf(
  records: readonly Counted[],
  is: (record: Counted) => boolean,
): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(records[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How much of each kind there was from the first to the last one that is folded. */
function countsIn(
  fold: Fold,
  records: ReadonlyMap<string, readonly Counted[]>,
): Stated[] {
  const first = fold[0].at;
  const last = fold.reduce(
    (latest, { at, until = at }) => (until > latest ? until : latest),
    first,
  );
  const window = { from: momentOf(first), to: momentOf(last) };
  const nodes = fold.flatMap(event => event.nodes);
  const kinds = [...new Set(nodes.map(({ payload }) => String(payload.kind)))]
    // A series is no record of one moment
    .filter(kind => records.has(kind) && kind !== 'metric')
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, MAX_KINDS);
  return kinds.flatMap(kind => {
    const origin = kind === 'log' ? onlyService(nodes) : undefined;
    const found = during(records.get(kind) ?? [], first, last).filter(
      ({ service }) => !origin || service === origin,
    );
    const count = (
      distinct: AssertionOf<'count'>['distinct'],
      number: number,
    ): Stated => {
      const shown = nodes.find(({ payload }) => payload.kind === kind);
      return stated(
        {
          type: 'count',
          filter: { kind, ...(origin && { origin }), window },
          distinct,
          quantity: countOf(number),
        },
        shown ? cite(shown, '/kind') : [],
      );
    };
    const occurrences = found.reduce((sum, one) => sum + one.occurrences, 0);
    return [
      occurrences === found.length
        ? count('nodes', found.length)
        : count('occurrences', occurrences),
      ...(kind === 'message'
        ? [count('speakers', new Set(found.map(({ speaker }) => speaker)).size)]
        : []),
    ];
  });
}

/** The service of all log lines, if it is one. */
function onlyService(nodes: readonly EvidenceNode[]): string | undefined {
  const services = new Set(
    nodes
      .filter(({ payload }) => payload.kind === 'log')
      .map(({ metadata }) => serviceName(metadata.service)),
  );
  return services.size === 1 ? [...services][0] : undefined;
}

function rankOf(kind: string): number {
  const rank = KINDS.indexOf(kind);
  return rank < 0 ? KINDS.length : rank;
}

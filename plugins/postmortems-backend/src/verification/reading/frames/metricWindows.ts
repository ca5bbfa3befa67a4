import {
  RECORD_EVIDENCE_ID,
  type Assertion,
  type Instant,
  type Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import { instant } from '../instants';
import { event, phaseOf, process } from '../nouns/events';
import { bindingOf, joined, type Binding } from '../nouns/mention';
import { duration } from '../quantities';
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
import { atInstant, comma } from './timing';

/** A part of time that words name, and what they bind to name it. */
type StatedWindow = Binding & { window: Window; states: readonly Assertion[] };
export type When = {
  at?: Instant;
  window?: Window;
  /** Which of the points that may be the start of a change is meant. */
  start?: number;
};

const NOTHING: Binding = { uncited: 0, isNamed: true };

export const instantOf = (at: number): Instant => ({
  at: new Date(at).toISOString(),
  precisionMs: 1,
  bound: 'exactly',
});

export function incidentWindow({ index }: Input): Window {
  const { facts } = index;
  const time = (pointer: string) =>
    facts.timeOf({ evidence: RECORD_EVIDENCE_ID, pointer });
  const from = time('/startedAt');
  const to = time('/mitigatedAt') ?? time('/resolvedAt');
  return {
    ...(from !== undefined && { from: instantOf(from) }),
    ...(to !== undefined && { to: instantOf(to) }),
  };
}

export const window: Rule<StatedWindow> = memo(
  alt<StatedWindow>(
    mapAll(
      words(
        'during the incident',
        'during the outage',
        'while the incident lasted',
        'throughout the incident',
        'throughout the outage',
        'throughout',
      ),
      (_, input) => [{ ...NOTHING, window: incidentWindow(input), states: [] }],
    ),
    map(
      seq(
        words('between', 'from'),
        instant,
        words('and', 'to', 'until'),
        instant,
      ),
      ([, from, , to]) => ({ ...NOTHING, window: { from, to }, states: [] }),
    ),
    mapAll(seq(words('during'), process), ([, { texts, stems }], input) =>
      phaseOf(texts, 'began', stems).flatMap(start =>
        phaseOf(texts, 'finished', stems).flatMap(end =>
          end.at > start.at
            ? [
                {
                  ...bindingOf(input, [start.id, end.id], false),
                  window: { from: instantOf(start.at), to: instantOf(end.at) },
                  states: [],
                },
              ]
            : [],
        ),
      ),
    ),
    mapAll(
      seq(words('within', 'in'), duration, words('of', 'after'), event),
      ([, lengths, , start], { index }) => {
        const at = index.facts.timeOf(start.ref);
        return at === undefined
          ? []
          : [
              {
                ...joined(start),
                window: {
                  from: instantOf(at),
                  to: instantOf(at + lengths[0].value * 1000),
                },
                states: start.states(),
              },
            ];
      },
    ),
    mapAll(
      seq(words('before', 'after', 'since', 'until'), event),
      ([relation, limit], { index }) => {
        const at = index.facts.timeOf(limit.ref);
        if (at === undefined) return [];
        const isStart = relation === 'after' || relation === 'since';
        return [
          {
            ...joined(limit),
            window: isStart
              ? { from: instantOf(at) }
              : { to: instantOf(at - 1) },
            states: limit.states(),
          },
        ];
      },
    ),
  ),
);

export type StatedWhen = Binding & When & { states: readonly Assertion[] };
export const when: Rule<StatedWhen> = memo(
  alt<StatedWhen>(
    map(atInstant, at => ({ ...NOTHING, at, states: [] })),
    map(window, one => one),
  ),
);
export const whenAfter = opt(map(seq(comma, when), ([, one]) => one));

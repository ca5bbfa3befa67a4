import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';
import type { CitedFacts, CitedPoint } from '../cited/CitedFacts';
import { unitOf } from '../extract/quantities';
import type { SentenceFacts } from '../extract/sentence';
import { isNear } from './quantities';
import { agrees, type Check, type Finding } from './types';

export const UP =
  /\b(?:rose|risen|rises|rising|increas(?:e|ed|es|ing)|grew|grown|climbed|jumped|spiked|surged|doubled|tripled|went up|higher)\b/i;
export const DOWN =
  /\b(?:fell|fallen|falls|falling|decreas(?:e|ed|es|ing)|dropp?(?:ed|s|ing)|declin(?:e|ed|es|ing)|shrank|went down|halved|lower)\b/i;

/** Whether what is said to have risen has risen: by the cited points of a metric, else by the words of the evidence. */
export const checkDirections: Check = ({ sentence, cited }) => [
  ...moves(sentence.prose, cited),
  ...extremes(sentence.prose, cited),
  ...steadiness(sentence, cited),
];

function moves(prose: string, cited: CitedFacts): Finding[] {
  const up = UP.exec(prose)?.[0];
  const down = DOWN.exec(prose)?.[0];
  // Rising and falling in one sentence is a course that its points tell
  if (Boolean(up) === Boolean(down)) return [];
  const word = (up ?? down)!;
  const course = courseOf(cited.points);
  if (course !== undefined) {
    return course !== 0 && course > 0 === Boolean(up)
      ? [agrees('direction', `The cited points say that it ${word}`)]
      : [
          {
            check: 'direction',
            effect: 'contradicts',
            message: `The sentence says that it ${word}, but the cited points say otherwise`,
          },
        ];
  }
  const said = cited.quotes.join('\n');
  if ((up ? UP : DOWN).test(said)) {
    return [agrees('direction', `The evidence says so too (${word})`)];
  }
  return (up ? DOWN : UP).test(said)
    ? [
        {
          check: 'direction',
          effect: 'contradicts',
          message: `The sentence says that it ${word}, but the cited evidence says the opposite`,
        },
      ]
    : [];
}

/** From the earliest cited point to the one farthest from it: above zero for a rise; `undefined` without two points of one metric. */
function courseOf(points: readonly CitedPoint[]): number | undefined {
  const first = points[0];
  const series = points
    .filter(({ node }) => node === first?.node)
    .sort((a, b) => a.index - b.index);
  if (series.length < 2) return undefined;
  const [start] = series;
  return series
    .map(({ value }) => value - start.value)
    .reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
}

/** `highest` and `lowest` must be a cited point of the whole series that was captured. */
function extremes(prose: string, { points }: CitedFacts): Finding[] {
  const word = /\b(?:highest|peak(?:ed)?|lowest)\b/i.exec(prose)?.[0];
  if (!word || points.length === 0) return [];
  const lowest = /lowest/i.test(word);
  const met = points.some(({ node, value }) => {
    const values = (node.payload as MetricPayload).points.map(([, one]) => one);
    return (
      value ===
      values.reduce((a, b) => (lowest ? Math.min(a, b) : Math.max(a, b)))
    );
  });
  return [
    met
      ? agrees(
          'direction',
          `A cited point is the ${lowest ? 'lowest' : 'highest'} of its series`,
        )
      : {
          check: 'direction',
          effect: 'contradicts',
          message: `No cited point is the ${
            lowest ? 'lowest' : 'highest'
          } of its series`,
        },
  ];
}

/** What two values may differ by that are the same to three digits, relative. */
const ROUNDING = 0.01;

/** `stayed at` and `stayed between` hold for the whole series that was captured. */
function steadiness(
  { prose, quantities, numbers }: SentenceFacts,
  { points }: CitedFacts,
): Finding[] {
  if (!/\bstayed (?:at|between)\b/i.test(prose) || points.length === 0) {
    return [];
  }
  const told = [...quantities, ...numbers];
  const atOneValue = /\bstayed at\b/i.test(prose);
  const moved = points.some(({ node }) => {
    const { points: all, unit } = node.payload as MetricPayload;
    const factor = unitOf(unit)?.factor ?? 1;
    const bounds = points
      .filter(point => point.node === node)
      .map(({ value }) => value * factor)
      .filter(value => told.some(token => isNear(token, value)));
    const [low, high] = [Math.min(...bounds), Math.max(...bounds)];
    const room = (bound: number) => Math.abs(bound) * ROUNDING;
    return (
      (atOneValue && high - low > room(high)) ||
      all.some(
        ([, value]) =>
          value * factor < low - room(low) ||
          value * factor > high + room(high),
      )
    );
  });
  return [
    moved
      ? {
          check: 'direction',
          effect: 'contradicts',
          message: 'The captured series has values beyond those that are told',
        }
      : agrees('direction', 'Every captured point is as the sentence says'),
  ];
}

import {
  isoTimeSchema,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  unitOf,
  type Dimension,
  type QuantityToken,
} from '../extract/quantities';
import { readSentence, type SentenceFacts } from '../extract/sentence';
import type { CitedSpan } from './resolveSpans';

/** A number in the evidence, in the measure of its dimension; without a dimension the source names no unit. */
export type CitedNumber = {
  value: number;
  dimension?: Dimension;
  tolerance: number;
  span: CitedSpan;
};

/** A moment in the evidence, in milliseconds since 1970. */
export type CitedInstant = { at: number; span?: CitedSpan };

/** A metric's point, when a span quotes its value. */
export type CitedPoint = {
  node: EvidenceNode;
  index: number;
  value: number;
};

/** Everything that the spans of one claim say in a form that can be compared. */
export class CitedFacts {
  readonly spans: readonly CitedSpan[];
  readonly nodes: readonly EvidenceNode[];
  readonly quotes: readonly string[];
  readonly numbers: readonly CitedNumber[];
  readonly instants: readonly CitedInstant[];
  readonly points: readonly CitedPoint[];

  constructor(spans: readonly CitedSpan[]) {
    this.spans = spans;
    this.nodes = [
      ...new Map(
        spans.flatMap(({ node }) => (node ? [[node.id, node] as const] : [])),
      ).values(),
    ];
    this.quotes = spans.map(({ quote }) => quote);
    const read = spans.map(span => ({
      span,
      facts: typeof span.value === 'string' ? readSentence(span.quote) : null,
    }));
    this.numbers = read.flatMap(({ span, facts }) =>
      facts ? writtenNumbers(span, facts) : plainNumber(span),
    );
    this.instants = [
      ...spans.flatMap(isoInstant),
      ...read.flatMap(({ span, facts }) => writtenInstants(span, facts)),
      ...this.nodes.map(({ timestamp }) => ({ at: Date.parse(timestamp) })),
    ];
    this.points = spans.flatMap(citedPoint);
  }
}

function plainNumber(span: CitedSpan): CitedNumber[] {
  if (typeof span.value !== 'number') return [];
  const unit = unitOf(unitName(span));
  return [
    {
      value: span.value * (unit?.factor ?? 1),
      ...(unit && { dimension: unit.dimension }),
      tolerance: 0,
      span,
    },
  ];
}

const FIELD_UNITS: [pattern: RegExp, unit: string][] = [
  [
    /(?:_|^)(?:ms|millis|milliseconds)$|(?:Ms|Millis|Milliseconds)$/,
    'milliseconds',
  ],
  [/(?:_|^)(?:s|sec|secs|seconds)$|(?:Seconds|Secs)$/, 'seconds'],
  [/(?:_|^)(?:bytes)$|Bytes$/, 'bytes'],
  [/(?:_|^)(?:pct|percent|percentage)$|(?:Pct|Percent)$/, 'percent'],
  [/(?:_|^)ratio$|Ratio$/, 'ratio'],
];

/** The unit of a number: the metric's own, or what the name of its field ends in. */
function unitName({ payload, pointer, node }: CitedSpan): string | undefined {
  if (payload?.kind === 'metric' && pointer.startsWith('/points/')) {
    return payload.unit;
  }
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  const named = FIELD_UNITS.find(([pattern]) => pattern.test(field))?.[1];
  if (named) return named;
  const unit = node && Object.hasOwn(node.payload, 'unit') && node.payload.unit;
  return typeof unit === 'string' ? unit : undefined;
}

function writtenNumbers(
  span: CitedSpan,
  { quantities, numbers, quotations }: SentenceFacts,
): CitedNumber[] {
  const inside = quotations.flatMap(text => {
    const read = readSentence(text);
    return writtenNumbers(span, { ...read, quotations: [] });
  });
  return [
    ...quantities.map(({ value, tolerance, dimension }: QuantityToken) => ({
      value,
      tolerance,
      dimension,
      span,
    })),
    ...numbers.map(({ value }) => ({ value, tolerance: 0, span })),
    ...inside,
  ];
}

function isoInstant(span: CitedSpan): CitedInstant[] {
  if (typeof span.value !== 'string') return [];
  const time = isoTimeSchema.safeParse(span.value).data;
  return time ? [{ at: Date.parse(time), span }] : [];
}

/** Times inside a text; a time of day alone is taken for the day of the evidence. */
function writtenInstants(
  span: CitedSpan,
  facts: SentenceFacts | null,
): CitedInstant[] {
  return (facts?.times ?? []).flatMap(({ day, ofDay, offset, precision }) => {
    const date = day ?? span.node?.timestamp.slice(0, 10);
    return date && precision < 86_400_000
      ? [{ at: Date.parse(date) + ofDay - offset * 60_000, span }]
      : [];
  });
}

function citedPoint({ node, payload, pointer }: CitedSpan): CitedPoint[] {
  const match = /^\/points\/(\d+)\/1$/.exec(pointer);
  if (!match || !node || payload?.kind !== 'metric') return [];
  const index = Number(match[1]);
  return [{ node, index, value: payload.points[index][1] }];
}

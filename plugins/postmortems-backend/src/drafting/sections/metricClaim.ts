import type {
  AssertionOf,
  ClaimKind,
  DraftClaim,
  Instant,
  Quantity,
  Series,
  Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  holds,
  instantOf,
  isByteRate,
  isWithin,
  lengthOf,
  quantityOf,
  serviceName,
  swingsIn,
  unitOf,
} from '../../verification';
import type { MetricFact, MetricPoint } from '../facts/types';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import type { SectionContext } from './context';

const MINUTE_MS = 60_000;

/** How a metric moved, in one sentence. */
export function metricClaim(
  kind: ClaimKind,
  fact: MetricFact,
  context: SectionContext,
): DraftClaim {
  return claimOf(
    kind,
    `metric ${fact.node.id}`,
    fact.steady
      ? steadyStatements(fact, fact.steady)
      : swungStatements(fact, context) ??
          twiceStatements(fact, context) ??
          changeStatements(fact, context),
    context,
  );
}

/** A series as sentences name it: with the labels that tell it from others. */
export function seriesOf({
  node,
  metric,
  service,
  labels,
}: Pick<MetricFact, 'node' | 'metric' | 'service' | 'labels'>): Series {
  return {
    evidence: node.id,
    metric,
    service: serviceName(service),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

/** From where to which extreme a metric moved; its whole course is told where its impact is. */
export function metricInShort(fact: MetricFact): Stated {
  const { unit, before, extreme, limit, isRecord } = fact;
  const isRise = extreme.value > before.value;
  const series = seriesOf(fact);
  const to = quantityOf(extreme.value, unit);
  if (limit && isRecord) {
    const most = quantityOf(limit.value, unit);
    return stated(
      {
        type: 'extreme',
        series,
        which: isRise ? 'highest' : 'lowest',
        quantity: withoutNoun(to),
        limit: limitStated(fact, limit, most),
      },
      citeSeries(fact),
      citePoint(fact, extreme),
      citeLimit(limit),
    );
  }
  return stated(
    {
      type: 'change',
      series,
      direction: isRise ? 'rose' : 'fell',
      from: withoutNoun(quantityOf(before.value, unit)),
      to,
    },
    citeSeries(fact),
    citePoint(fact, before),
    citePoint(fact, extreme),
  );
}

/** That what users notice of an affected service stayed as it was. */
export function unaffectedUsers({ metrics }: SectionContext): Stated[] {
  const fact = metrics.find(isUnaffected);
  return fact?.steady ? steadyStatements(fact, fact.steady) : [];
}

export function isUnaffected(fact: MetricFact): boolean {
  const { isNotable, isUserFacing, isOfAffected, steady } = fact;
  return !isNotable && isUserFacing && isOfAffected && steady !== undefined;
}

function citeSeries({ node, labels }: MetricFact) {
  return [
    ...cite(node, '/metric'),
    ...Object.keys(labels).flatMap(label =>
      cite(node, `/labels/${label.replace(/~/g, '~0').replace(/\//g, '~1')}`),
    ),
  ];
}

function steadyStatements(
  fact: MetricFact,
  { lowest, highest }: NonNullable<MetricFact['steady']>,
): Stated[] {
  const { node, unit } = fact;
  const series = seriesOf(fact);
  const [low, high] = [lowest, highest].map(({ value }) =>
    quantityOf(value, unit),
  );
  const [atLowest, atHighest] = [lowest, highest].map(({ index }) =>
    cite(node, `/points/${index}/1`),
  );
  if (low.value === high.value && low.unit === high.unit) {
    return [
      stated(
        { type: 'change', series, direction: 'stayed', from: low },
        citeSeries(fact),
        atLowest,
        atHighest,
      ),
    ];
  }
  const throughout = { type: 'value', series, extent: 'throughout' } as const;
  return [
    stated(
      { ...throughout, quantity: { ...low, bound: 'at_least' } },
      citeSeries(fact),
      atLowest,
    ),
    stated(
      { ...throughout, quantity: { ...high, bound: 'at_most' } },
      atHighest,
    ),
  ];
}

function changeStatements(fact: MetricFact, context: SectionContext): Stated[] {
  const { unit, before, extreme, isRecord, reachedInMs, limit } = fact;
  const { style, precision } = context;
  const series = seriesOf(fact);
  const instant = ({ at }: MetricPoint) =>
    instantOf(at, precision, style.timeZone);
  const isRise = extreme.value > before.value;
  const to = quantityOf(extreme.value, unit);
  const toAt = instant(extreme);
  const most = limit && quantityOf(limit.value, unit);
  return [
    stated(
      {
        type: 'change',
        series,
        direction: isRise ? 'rose' : 'fell',
        // One unit at the end is enough: from 12 to 4,998 of 5,000 connections
        from: withoutNoun(quantityOf(before.value, unit)),
        to: isRecord && most ? withoutNoun(to) : to,
        toAt,
        fromAt: instant(before),
        ...(reachedInMs && { within: within(reachedInMs, precision) }),
      },
      citeSeries(fact),
      citePoint(fact, before),
      citePoint(fact, extreme),
    ),
    ...(isRecord
      ? [
          stated(
            {
              type: 'extreme',
              series,
              which: isRise ? 'highest' : 'lowest',
              quantity: to,
              at: toAt,
              ...(limit && most && { limit: limitStated(fact, limit, most) }),
            },
            limit ? citeLimit(limit) : [],
          ),
        ]
      : []),
    ...heldStatement(fact, context),
    ...laterStatement(fact, context),
  ];
}

/** Fewer rises and falls are told one by one, and more of them, or shorter ones, are noise. */
const SWINGS = { least: 3, most: 25, points: 5 };

/** That a series went up and down many times between two values. */
function swungStatements(
  fact: MetricFact,
  context: SectionContext,
): Stated[] | undefined {
  const { swung, points, node, unit, rest, extreme } = fact;
  const { style, precision } = context;
  if (!swung) return undefined;
  const instant = (at: string) => instantOf(at, precision, style.timeZone);
  const window = { from: instant(swung.from.at), to: instant(swung.to.at) };
  const during = points.filter(({ at }) => isWithin(at, window));
  const times = swingsIn(during);
  const isTold =
    times >= SWINGS.least &&
    times <= SWINGS.most &&
    during.length >= times * SWINGS.points;
  if (!isTold) return undefined;
  const [low, high] = [Math.min, Math.max].map(of =>
    during.reduce((a, b) => (of(a.value, b.value) === a.value ? a : b)),
  );
  const isPeak = extreme.index === high.index && fact.isRecord;
  return [
    stated(
      {
        type: 'change',
        series: seriesOf(fact),
        direction: 'rose',
        from: withoutNoun(quantityOf(low.value, unit)),
        to: quantityOf(high.value, unit),
        fromAt: window.from,
        toAt: window.to,
        times,
      },
      citeSeries(fact),
      ...[low, high].map(({ index }) => cite(node, `/points/${index}/1`)),
    ),
    ...(isPeak
      ? [
          stated({
            type: 'extreme',
            series: seriesOf(fact),
            which: 'highest',
            quantity: quantityOf(high.value, unit),
            at: instant(extreme.at),
          }),
        ]
      : []),
    ...(rest && rest.point.at >= swung.to.at
      ? laterStatement(fact, context)
      : []),
  ];
}

/** That a series left its level twice, and was back between. */
function twiceStatements(
  fact: MetricFact,
  { style, precision }: SectionContext,
): Stated[] | undefined {
  const { twice, unit, rest, isRecord, extreme } = fact;
  // What ran into a limit, or kept to its extreme, is told by that
  if (!twice || fact.limit) return undefined;
  const { first, second } = twice;
  const series = seriesOf(fact);
  const instant = (at: string) => instantOf(at, precision, style.timeZone);
  const isRise = first.peak.value > first.left.value;
  const direction = isRise ? 'rose' : 'fell';
  const change = ({ left, peak }: typeof second): Stated[] => [
    stated(
      {
        type: 'change',
        series,
        direction,
        from: withoutNoun(quantityOf(left.value, unit)),
        to: quantityOf(peak.value, unit),
        fromAt: instant(left.at),
        toAt: instant(peak.at),
      },
      citeSeries(fact),
      citePoint(fact, left),
      citePoint(fact, peak),
    ),
    ...(isRecord && peak.index === extreme.index
      ? [
          stated({
            type: 'extreme',
            series,
            which: isRise ? 'highest' : 'lowest',
            quantity: quantityOf(peak.value, unit),
            at: instant(peak.at),
          } as const),
        ]
      : []),
  ];
  const isBack = rest?.is === 'back' && rest.point.at > second.peak.at;
  const last = isBack ? rest.point : second.back;
  return [
    ...change(first),
    pointStatement(fact, first.back, instant),
    ...change(second),
    ...(last
      ? [pointStatement(fact, last, instant, isBack ? fact.before : undefined)]
      : []),
  ];
}

/** What a series was at a time: back at an earlier level, if that is said. */
function pointStatement(
  fact: MetricFact,
  point: MetricPoint,
  instant: (at: string) => Instant,
  level?: MetricPoint,
): Stated {
  return stated(
    {
      type: 'value',
      series: seriesOf(fact),
      quantity: quantityOf(point.value, fact.unit),
      extent: 'point',
      at: instant(point.at),
      ...(level && { backTo: instant(level.at) }),
    },
    citePoint(fact, point),
  );
}

type Limit = NonNullable<MetricFact['limit']>;

function limitStated(
  { service }: MetricFact,
  limit: Limit,
  quantity: Quantity,
): AssertionOf<'extreme'>['limit'] {
  if ('metric' in limit) {
    return { quantity, series: seriesOf({ ...limit, service, labels: {} }) };
  }
  const { node, pointer, text } = limit;
  return { quantity, evidence: node.id, pointer, text };
}

function citeLimit(limit: Limit) {
  const { node } = limit;
  return 'metric' in limit
    ? [
        ...cite(node, '/metric'),
        ...cite(node, `/points/${limit.point.index}/1`),
      ]
    : cite(node, limit.pointer, limit.text);
}

function citePoint({ node }: MetricFact, { index }: MetricPoint) {
  return [
    ...cite(node, `/points/${index}/1`),
    ...cite(node, `/points/${index}/0`),
  ];
}

/** That the series kept its extreme for a while. */
function heldStatement(
  fact: MetricFact,
  { style, precision }: SectionContext,
): Stated[] {
  const { heldUntil, extreme, unit } = fact;
  if (!heldUntil) return [];
  const quantity = quantityOf(extreme.value, unit);
  const window = {
    from: instantOf(extreme.at, precision, style.timeZone),
    to: instantOf(heldUntil.at, precision, style.timeZone),
  };
  return isThroughout(fact, quantity, window)
    ? [
        stated(
          {
            type: 'value',
            series: seriesOf(fact),
            quantity,
            extent: 'throughout',
            at: window.to,
            window,
          },
          citePoint(fact, heldUntil),
        ),
      ]
    : [];
}

/** Where the series went from its extreme. */
function laterStatement(
  fact: MetricFact,
  { style, precision }: SectionContext,
): Stated[] {
  const { unit, extreme, end, heldUntil, rest } = fact;
  const series = seriesOf(fact);
  const last = rest?.point ?? end;
  if (last.index <= (heldUntil ?? extreme).index) return [];
  const at = instantOf(last.at, precision, style.timeZone);
  const quantity = quantityOf(last.value, unit);
  const about: Quantity = { ...quantity, bound: 'about' };
  if (rest?.is === 'level' && isThroughout(fact, about, { from: at })) {
    return [
      stated(
        {
          type: 'value',
          series,
          quantity: about,
          extent: 'throughout',
          at,
          window: { from: at },
        },
        citePoint(fact, last),
      ),
    ];
  }
  return [
    stated(
      {
        type: 'value',
        series,
        quantity,
        extent: 'point',
        at,
        ...(rest?.is === 'back' && {
          backTo: instantOf(fact.before.at, precision, style.timeZone),
        }),
      },
      citePoint(fact, last),
    ),
  ];
}

/** Whether a sentence that is told to the minute is true of each point of the minute. */
function isThroughout(
  { points, unit }: MetricFact,
  quantity: Quantity,
  window: Window,
): boolean {
  return points
    .filter(({ at }) => isWithin(at, window))
    .every(
      ({ value }) =>
        holds(quantity, { value, unit: unitOf(unit) ?? 'none' }) === true,
    );
}

/** As exact as the times beside it. */
function within(
  milliseconds: number,
  precision: SectionContext['precision'],
): Quantity {
  const quantity = lengthOf(milliseconds);
  const minutes = Math.round(milliseconds / MINUTE_MS);
  return precision === 'minute' && minutes > 0
    ? {
        ...quantity,
        value: minutes * 60,
        precision: Math.max(60, quantity.precision),
      }
    : quantity;
}

/** Rates of bytes keep their unit, which says the power of 1,024. */
function withoutNoun({ noun, ...quantity }: Quantity): Quantity {
  return isByteRate(noun) ? { ...quantity, noun } : quantity;
}

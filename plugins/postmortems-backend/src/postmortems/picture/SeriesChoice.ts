import {
  PICTURE_LIMITS,
  type EvidenceNode,
  type MetricPayload,
  type PictureSeries,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  DEFAULT_STYLE,
  english,
  Language,
  quantityOf,
  serviceName,
} from '../../verification';
import { isoOf, type TimeWindow } from './window';

/** More candidates than are shown: the names of alerts are known at the end only. */
const MAX_CANDIDATES = 30;
const MIN_BEFORE = 3;
const MAX_NAME = 200;
/** Makes a median absolute deviation comparable with a standard deviation. */
const NORMAL = 1.4826;
/** Noise, as a part of the usual level, or of a share. */
const NOISE_OF_LEVEL = 0.05;
const NOISE_OF_SHARE: Record<string, number> = { ratio: 0.005, percent: 0.5 };
/** What leaves its level by less than this many deviations has not left it. */
const MIN_DEVIATIONS = 4;
/** Beyond this many, more do not make a series more telling. */
const MAX_DEVIATIONS = 100;
/** What an alert on a metric is worth, in powers of ten. */
const NAMED_BY_ALERT = 1;

type Point = { at: number; value: number; index: number };
type SeriesChoiceOptions = {
  window: TimeWindow;
  /** Names of the affected services. */
  affected: ReadonlySet<string>;
  /** What comes before is what is usual; in milliseconds since 1970. */
  impactAt: number;
};
type Candidate = { score: number; points: number; series: PictureSeries };

/** Chooses the metric series of affected services that left their usual level most. */
export class SeriesChoice {
  readonly #options: SeriesChoiceOptions;
  readonly #language = new Language(DEFAULT_STYLE, english);
  readonly #candidates = new Map<string, Candidate>();

  constructor(options: SeriesChoiceOptions) {
    this.#options = options;
  }

  add(node: EvidenceNode, metric: MetricPayload): void {
    const { affected } = this.#options;
    const service = serviceName(node.metadata.service);
    if (!affected.has(service)) return;
    const found = this.#candidateOf(node.id, metric, service);
    if (!found) return;
    const key = JSON.stringify([
      metric.metric,
      metric.query,
      service,
      Object.entries(metric.labels ?? {}).sort(),
    ]);
    const known = this.#candidates.get(key);
    // Of several captures the one with the most points speaks
    if (known && known.points >= found.points) return;
    this.#candidates.set(key, found);
    if (this.#candidates.size > MAX_CANDIDATES) {
      const [[weakest]] = [...this.#candidates].sort(
        ([, a], [, b]) => a.score - b.score,
      );
      this.#candidates.delete(weakest);
    }
  }

  /**
   * The most telling ones, each metric once.
   *
   * @param alertNames - an alert on a metric makes it tell more
   */
  chosen(alertNames: readonly string[]): PictureSeries[] {
    const scoreOf = ({ score, series }: Candidate) =>
      score +
      (alertNames.some(alert => isOn(alert, series.metric))
        ? NAMED_BY_ALERT
        : 0);
    const metrics = new Set<string>();
    return [...this.#candidates.values()]
      .sort(
        (a, b) =>
          scoreOf(b) - scoreOf(a) ||
          (a.series.metric < b.series.metric ? -1 : 1),
      )
      .flatMap(({ series }) => {
        if (metrics.has(series.metric)) return [];
        metrics.add(series.metric);
        return [series];
      })
      .slice(0, PICTURE_LIMITS.series);
  }

  #candidateOf(
    id: string,
    { metric, unit, points: given }: MetricPayload,
    service: string,
  ): Candidate | undefined {
    const { window, impactAt } = this.#options;
    const points = given
      .map(([time, value], index) => ({ at: Date.parse(time), value, index }))
      .filter(({ at }) => !Number.isNaN(at))
      .sort((a, b) => a.at - b.at);
    const shown = points.filter(
      ({ at }) => at >= window.from && at <= window.to,
    );
    if (shown.length < 2) return undefined;
    const before = points.filter(({ at }) => at < impactAt);
    const values = (
      before.length >= MIN_BEFORE ? before : points.slice(0, 1)
    ).map(({ value }) => value);
    const usual = medianOf(values);
    const noise = Math.max(
      NORMAL * medianOf(values.map(value => Math.abs(value - usual))),
      Math.abs(usual) * NOISE_OF_LEVEL,
      NOISE_OF_SHARE[unit ?? ''] ?? 0,
      Number.MIN_VALUE,
    );
    const extreme = shown.reduce((a, b) =>
      Math.abs(b.value - usual) > Math.abs(a.value - usual) ? b : a,
    );
    const deviations = Math.abs(extreme.value - usual) / noise;
    if (!(deviations >= MIN_DEVIATIONS)) return undefined;
    return {
      score: Math.log10(Math.min(deviations, MAX_DEVIATIONS)),
      points: shown.length,
      series: {
        metric: metric.slice(0, MAX_NAME),
        service: service.slice(0, MAX_NAME),
        ...(unit && { unit: unit.slice(0, MAX_NAME) }),
        points: downsample(shown, window).map(({ at, value }) => [
          isoOf(at),
          value,
        ]),
        usual: this.#stated(usual, unit),
        extreme: {
          at: isoOf(extreme.at),
          ...this.#stated(extreme.value, unit),
        },
        evidence: { evidence: id, pointer: `/points/${extreme.index}` },
      },
    };
  }

  #stated(value: number, unit: string | undefined) {
    const label = this.#language.quantity(quantityOf(value, unit));
    return { value, label: label.slice(0, MAX_NAME) };
  }
}

/** Whether the words of a metric are in the name of an alert, or the other way round. */
function isOn(alert: string, metric: string): boolean {
  const said = alert.toLocaleLowerCase('en-US').replace(/[^\p{L}\p{N}]/gu, '');
  return metric
    .toLocaleLowerCase('en-US')
    .split(/[^\p{L}\p{N}]+/u)
    .some(word => word.length > 3 && said.includes(word));
}

/** The lowest and highest point of each part of the window, so that spikes stay. */
export function downsample(
  points: readonly Point[],
  { from, to }: TimeWindow,
): Point[] {
  if (points.length <= PICTURE_LIMITS.points) return [...points];
  const parts = PICTURE_LIMITS.points / 2;
  const bins = new Map<number, { lowest: Point; highest: Point }>();
  for (const point of points) {
    const bin = Math.min(
      Math.floor(((point.at - from) / (to - from)) * parts),
      parts - 1,
    );
    const known = bins.get(bin);
    bins.set(bin, {
      lowest: known && known.lowest.value <= point.value ? known.lowest : point,
      highest:
        known && known.highest.value >= point.value ? known.highest : point,
    });
  }
  return [...bins.values()].flatMap(({ lowest, highest }) =>
    lowest === highest
      ? [lowest]
      : [lowest, highest].sort((a, b) => a.at - b.at || a.index - b.index),
  );
}

/** The lower of two in the middle: a value that was measured, as sentences state it. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

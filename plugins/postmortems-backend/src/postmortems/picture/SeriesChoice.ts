import {
  PICTURE_LIMITS,
  type EvidenceNode,
  type MetricPayload,
  type PictureSeries,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  baselineOf,
  farthest,
  harmOf,
  pointsOf,
  type TimedPoint,
} from '../../drafting';
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
const MAX_NAME = 200;
/** What leaves its level by less than this many deviations has not left it. */
const MIN_DEVIATIONS = 4;
/** Of what the document tells, some moved less. */
const MIN_TOLD_DEVIATIONS = 2.5;
/** Beyond this many, more do not make a series more telling. */
const MAX_DEVIATIONS = 50;
/** What the document says of it is worth more than anything else. */
const NAMED_BY_DOCUMENT = 10;
/** What an alert on a metric is worth, in powers of ten. */
const NAMED_BY_ALERT = 1;

/** Evidence that the document's impact cites. */
export type ToldEvidence = {
  id: string;
  /** The point of a series from which the document says that it changed. */
  before?: number;
};

type SeriesChoiceOptions = {
  window: TimeWindow;
  /** Names of the affected services. */
  affected: ReadonlySet<string>;
  /** What comes before is what is usual; in milliseconds since 1970. */
  impactAt: number;
  /** The evidence of the document's impact, the worst first. */
  told: readonly ToldEvidence[];
};
type Candidate = { score: number; points: number; series: PictureSeries };

/**
 * Chooses the metric series that the document's impact tells of, then those of
 * affected services that left their usual level most.
 */
export class SeriesChoice {
  readonly #options: SeriesChoiceOptions;
  readonly #language = new Language(DEFAULT_STYLE, english);
  readonly #candidates = new Map<string, Candidate>();

  constructor(options: SeriesChoiceOptions) {
    this.#options = options;
  }

  add(node: EvidenceNode, metric: MetricPayload): void {
    const { affected, told } = this.#options;
    const service = serviceName(node.metadata.service);
    const isTold = told.some(({ id }) => id === node.id);
    if (!affected.has(service) && !isTold) return;
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
    payload: MetricPayload,
    service: string,
  ): Candidate | undefined {
    const { metric, unit } = payload;
    const { window, impactAt, told } = this.#options;
    const points = pointsOf(payload).sort((a, b) => a.at - b.at);
    const shown = points.filter(
      ({ at }) => at >= window.from && at <= window.to,
    );
    if (shown.length < 2) return undefined;
    const { point, noise } = baselineOf(points, impactAt, unit);
    const rank = told.findIndex(one => one.id === id);
    // What the document says of it the picture says, too
    const before = points.find(({ index }) => index === told[rank]?.before);
    const usual = (before ?? point).value;
    // At the scale at which it is drawn, a level line says nothing
    if (shown.every(({ value }) => value === shown[0].value)) return undefined;
    const least = rank < 0 ? MIN_DEVIATIONS : MIN_TOLD_DEVIATIONS;
    const harm = harmOf(payload, {});
    const worst = farthest(shown, ({ value }) =>
      harm === 'down' ? usual - value : value - usual,
    );
    const isWorse =
      harm !== 'unclear' &&
      worst !== undefined &&
      Math.abs(worst.value - usual) >= noise * least;
    const extreme = isWorse
      ? worst
      : shown.reduce((a, b) =>
          Math.abs(b.value - usual) > Math.abs(a.value - usual) ? b : a,
        );
    const deviations = Math.abs(extreme.value - usual) / noise;
    if (!(deviations >= least)) return undefined;
    return {
      score:
        rank < 0
          ? Math.log10(Math.min(deviations, MAX_DEVIATIONS))
          : NAMED_BY_DOCUMENT * (told.length - rank),
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
  points: readonly TimedPoint[],
  { from, to }: TimeWindow,
): TimedPoint[] {
  if (points.length <= PICTURE_LIMITS.points) return [...points];
  const parts = PICTURE_LIMITS.points / 2;
  const bins = new Map<number, { lowest: TimedPoint; highest: TimedPoint }>();
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

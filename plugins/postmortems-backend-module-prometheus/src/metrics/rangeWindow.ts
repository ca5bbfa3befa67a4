import type { InstanceConfig } from '../config/config';
import type { RangeWindow } from './PrometheusClient';

/** Of a series; with their times they stay well below the largest payload of a node. */
const MAX_POINTS = 4000;

/**
 * The window of an incident that an instance is asked for: its lead before the start, its recovery after the end, never beyond
 * `until`. The step grows with the window, so that an answer stays small.
 *
 * @returns `undefined` when nothing is left of the window
 */
export function rangeWindow(options: {
  instance: Pick<
    InstanceConfig,
    'alertWindowMinutes' | 'recoveryMinutes' | 'stepSeconds'
  >;
  startedAt: Date;
  resolvedAt?: Date;
  /** Nothing is known after this. */
  until: Date;
  /** Nothing before this counts. */
  since?: Date;
}): RangeWindow | undefined {
  const { instance, startedAt, resolvedAt, until, since } = options;
  const from = Math.max(
    startedAt.getTime() - instance.alertWindowMinutes * 60_000,
    since?.getTime() ?? 0,
  );
  const to = Math.min(
    resolvedAt
      ? resolvedAt.getTime() + instance.recoveryMinutes * 60_000
      : Infinity,
    until.getTime(),
  );
  const stepSeconds = Math.max(
    instance.stepSeconds,
    Math.ceil((to - from) / 1000 / MAX_POINTS),
  );
  const align = (time: number) =>
    new Date(Math.floor(time / (stepSeconds * 1000)) * stepSeconds * 1000);
  return to > from
    ? { from: align(from), to: align(to), stepSeconds }
    : undefined;
}

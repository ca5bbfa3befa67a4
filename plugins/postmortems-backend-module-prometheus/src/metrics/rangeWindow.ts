import type { InstanceConfig } from '../config/config';
import type { RangeWindow } from './PrometheusClient';

/** Points of a series; this many stay well below the largest payload of a node. */
const MAX_POINTS = 4000;

/**
 * The query range for an incident, from `alertWindowMinutes` before its start to
 * `recoveryMinutes` after its end. The step grows with the window, so that a
 * response stays small.
 *
 * @returns `undefined` when the window is empty
 */
export function toRangeWindow(options: {
  instance: Pick<
    InstanceConfig,
    'alertWindowMinutes' | 'recoveryMinutes' | 'stepSeconds'
  >;
  startedAt: Date;
  resolvedAt?: Date;
  /** Upper limit of the window. */
  until: Date;
  /** Lower limit of the window. */
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

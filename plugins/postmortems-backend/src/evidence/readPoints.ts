import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

/** A decimal number as text, as Prometheus and others write values. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
/** Larger numbers are milliseconds: the year 5138 in seconds. */
const LARGEST_SECONDS = 1e11;

/**
 * The points of a metric as `[ISO time, number]`. Values that are written as
 * text and times in seconds or milliseconds since 1970 are read; what is no
 * point is left out and counted in `droppedPoints`, so that its loss can be told.
 * Any other payload stays as it is.
 */
export function readPoints(payload: JsonObject): JsonObject {
  const { kind, points, droppedPoints } = payload;
  if (kind !== 'metric' || !Array.isArray(points)) return payload;
  if (points.every(isPoint)) return payload;
  const read = points.flatMap(point => {
    const one = readPoint(point);
    return one ? [one] : [];
  });
  const dropped = points.length - read.length;
  const known = typeof droppedPoints === 'number' ? droppedPoints : 0;
  return {
    ...payload,
    points: read,
    ...(dropped > 0 && { droppedPoints: known + dropped }),
  };
}

function isPoint(point: JsonValue): boolean {
  return (
    Array.isArray(point) &&
    point.length === 2 &&
    typeof point[0] === 'string' &&
    typeof point[1] === 'number'
  );
}

function readPoint(point: JsonValue): [string, number] | undefined {
  if (!Array.isArray(point) || point.length !== 2) return undefined;
  const time = readTime(point[0]);
  const value = readNumber(point[1]);
  return time === undefined || value === undefined ? undefined : [time, value];
}

function readTime(time: JsonValue): string | undefined {
  if (typeof time === 'string') return time;
  if (typeof time !== 'number') return undefined;
  const date = new Date(time > LARGEST_SECONDS ? time : time * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readNumber(value: JsonValue): number | undefined {
  if (typeof value === 'string' && DECIMAL.test(value)) return Number(value);
  return typeof value === 'number' ? value : undefined;
}

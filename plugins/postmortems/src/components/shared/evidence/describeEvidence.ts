import {
  showBidiControls,
  parseKnownPayload,
  quotableText,
  type EvidenceSpan,
  type JsonObject,
  type MetricPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatUtcTime } from '../format/times';

/** A payload in one line, such as the message of a log line. */
export function describePayload(payload: JsonObject): string {
  return showBidiControls(textOf(payload));
}

function textOf(payload: JsonObject): string {
  const known = parseKnownPayload(payload);
  switch (known?.kind) {
    case 'message':
      return known.author.name
        ? `${known.author.name}: ${known.text}`
        : known.text;
    case 'metric':
      return describeMetric(known);
    case 'alert':
      return `${known.alertName} ${known.status}`;
    case 'log':
      return known.level ? `${known.level} ${known.message}` : known.message;
    case 'event':
      return known.reason ? `${known.reason}: ${known.message}` : known.message;
    case 'deployment':
    case 'rollback':
    case 'config_change':
      return [
        known.kind.replace('_', ' '),
        known.name,
        known.version,
        known.description,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'step':
      return known.validation.explanation;
    default:
      return (
        Object.entries(payload)
          .filter(([name]) => name !== 'kind' && name !== 'recordedBy')
          .flatMap(([, value]) => quotableText(value) ?? [])[0] ?? ''
      );
  }
}

/** The quote of a citation; for a point of a metric, with its unit and time. */
export function describeQuote(
  { pointer, quote }: Pick<EvidenceSpan, 'pointer' | 'quote'>,
  payload: JsonObject | undefined,
): string {
  const known = parseKnownPayload(payload ?? {});
  const index = /^\/points\/(\d+)\/1$/.exec(pointer)?.[1];
  if (!index || known?.kind !== 'metric') {
    return `“${showBidiControls(quote)}”`;
  }
  const time = known.points[Number(index)]?.[0] ?? '';
  return Number.isFinite(Date.parse(time))
    ? `${describeMetric(known)} ${quote}, ${clock(time)}`
    : `“${showBidiControls(quote)}”`;
}

function describeMetric({ metric, unit }: MetricPayload): string {
  return unit ? `${metric} (${unit})` : metric;
}

/** The UTC time of day, with seconds unless they are zero. */
export function clock(time: string): string {
  const seconds = new Date(time).getUTCSeconds() > 0;
  return `${formatUtcTime(time, { seconds })} UTC`;
}

export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/** How a reason refers to a piece of evidence. */
export function nameOf({ payload, id, metadata }: EvidenceNode): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const of = (value: unknown, instead: string) =>
    `of ${text(value) || instead}`;
  const { author, alertName, name, metric, version } = payload;
  const { service } = metadata;
  switch (payload.kind) {
    case 'message':
      return `the message ${of((author as { name?: unknown })?.name, id)}`;
    case 'alert':
      return `the alert ${text(alertName)}`;
    case 'metric':
      return text(metric);
    case 'log':
      return `the log ${of(service, id)}`;
    case 'event':
      return `the event ${of(service, id)}`;
    case 'deployment':
    case 'rollback':
      return `the ${payload.kind} ${of(version, service)}`;
    case 'config_change':
      return `the change ${of(name, service)}`;
    default:
      return id;
  }
}

/** A person by the key of their name. */
export function displayName(key: string): string {
  return key.replace(/(?<!\p{L})\p{L}/gu, letter => letter.toUpperCase());
}

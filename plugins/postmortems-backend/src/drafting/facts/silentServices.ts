import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import { serviceName } from '../write/names';
import { cite, listed, recordSource, type Cited } from '../write/sentence';

/** Affected services that no piece of evidence is filed under, as a list in prose; `undefined` when there is none. */
export function silentServices({
  incident,
  seal,
  evidence,
}: DraftInput): { names: Cited; count: number } | undefined {
  const heard = new Set(
    evidence.map(({ metadata }) => serviceName(metadata.service)),
  );
  const record = recordSource(seal);
  const silent = incident.services.flatMap((ref, index) => {
    const name = serviceName(ref);
    return heard.has(name) ? [] : [cite(record, `/services/${index}`, name)];
  });
  return silent.length > 0
    ? { names: listed(silent), count: silent.length }
    : undefined;
}

/** That nothing was heard of them. */
export function saysSilent({
  names,
  count,
}: {
  names: Cited;
  count: number;
}): (string | Cited)[] {
  return [
    `No evidence names the affected ${count === 1 ? 'service' : 'services'} `,
    names,
    '.',
  ];
}

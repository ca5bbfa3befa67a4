import type { DraftInput } from '@postmortems/backstage-plugin-postmortems-node';
import { serviceName } from '../../verification';
import { cite, recordSource, stated, type Stated } from '../write/sentence';

/** Affected services that no piece of evidence is filed under; `undefined` when there is none. */
export function silentServices({
  incident,
  seal,
  evidence,
}: DraftInput): { services: string[]; statement: Stated } | undefined {
  const heard = new Set(
    evidence.map(({ metadata }) => serviceName(metadata.service)),
  );
  const silent = incident.services.flatMap((ref, index) => {
    const name = serviceName(ref);
    return heard.has(name) ? [] : [{ name, index }];
  });
  if (silent.length === 0) return undefined;
  const services = silent.map(({ name }) => name);
  const record = recordSource(seal);
  return {
    services,
    statement: stated(
      { type: 'missingEvidence', what: 'telemetry_of_services', services },
      ...silent.map(({ index }) => cite(record, `/services/${index}`)),
    ),
  };
}

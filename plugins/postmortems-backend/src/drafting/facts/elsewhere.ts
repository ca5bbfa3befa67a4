import type {
  EvidenceNode,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../../verification';
import { isNotice, type AboutIncident } from './aboutIncident';
import { alertTimeOf } from './alertEvents';
import type { KnownEvidence } from './knownEvidence';

/** Characters of a service's name that a message may mention. */
export const MIN_NAME = 3;
/** A change of another service this long before the start may have to do with it, in milliseconds. */
const SHORTLY_BEFORE_MS = 6 * 3_600_000;
/** A service that was changed this long before the start has to do with it until shown otherwise, in milliseconds. */
const RIGHT_BEFORE_MS = 3_600_000;
/** Messages about the incident that name another service, and their part of all that name it, from which its changes tell something. */
const NAMED_OFTEN = 2;
const NAMED_PART = 0.3;
/** A message of a program this long after an alert repeats it, in milliseconds. */
const REPEATED_MS = 10 * 60_000;

/** In a long incident other teams change settings too; in a short one such a change is rarely a coincidence. */
export function isChange(
  payload: KnownEvidence['payload'],
  isLongOne: boolean,
) {
  return (
    payload?.kind === 'deployment' ||
    (isLongOne &&
      (payload?.kind === 'config_change' || payload?.kind === 'rollback'))
  );
}

export function affectedBy({ incident }: EvidenceSeal): string[] {
  return (incident.services as string[]).map(serviceName);
}

/** Whether something happened to a service that has nothing to do with the incident, and not shortly before it. */
export function isElsewhere(
  { metadata, timestamp }: EvidenceNode,
  {
    seal,
    isLong: isLongOne,
    related,
  }: {
    seal: EvidenceSeal;
    isLong: boolean;
    related: ReadonlySet<string>;
  },
): boolean {
  const service = serviceName(metadata.service);
  const lead = leadOf(timestamp, seal);
  const isShortlyBefore =
    lead >= 0 && lead <= (isLongOne ? RIGHT_BEFORE_MS : SHORTLY_BEFORE_MS);
  const isRelated = isLongOne && related.has(service);
  return !affectedBy(seal).includes(service) && !isShortlyBefore && !isRelated;
}

function leadOf(timestamp: string, { incident }: EvidenceSeal): number {
  return Date.parse(String(incident.startedAt)) - Date.parse(timestamp);
}

/** Services that were changed right before the incident, or that people name when they speak of it. */
export function relatedServices(
  seal: EvidenceSeal,
  evidence: readonly KnownEvidence[],
  about: AboutIncident,
): Set<string> {
  const related = new Set<string>();
  const changed = new Set<string>();
  for (const { node, payload } of evidence) {
    if (!isChange(payload, true)) continue;
    const service = serviceName(node.metadata.service);
    const lead = leadOf(node.timestamp, seal);
    changed.add(service);
    if (lead >= 0 && lead <= RIGHT_BEFORE_MS) related.add(service);
  }
  const texts = evidence.flatMap(({ node, payload }) =>
    payload?.kind === 'message'
      ? [
          {
            text: payload.text.toLocaleLowerCase('en-US'),
            isAbout: !isNotice(payload) && about(node) > 1,
          },
        ]
      : [],
  );
  for (const service of changed) {
    const name = service.toLocaleLowerCase('en-US');
    if (name.length < MIN_NAME) continue;
    const naming = texts.filter(({ text }) => text.includes(name));
    const telling = naming.filter(({ isAbout }) => isAbout).length;
    if (telling >= NAMED_OFTEN && telling >= naming.length * NAMED_PART) {
      related.add(service);
    }
  }
  return related;
}

/** Whether a program says in chat what an alert of the evidence says at that time. */
export function repeatsAlert(
  evidence: readonly KnownEvidence[],
): (one: KnownEvidence) => boolean {
  const times = new Map<string, number[]>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'alert') continue;
    const name = payload.alertName.toLocaleLowerCase('en-US');
    const at = Date.parse(alertTimeOf(node, payload));
    const known = times.get(name);
    if (known) known.push(at);
    else times.set(name, [at]);
  }
  return ({ node, payload }) => {
    if (payload?.kind !== 'message') return false;
    if (!isNotice(payload)) return false;
    const text = payload.text.toLocaleLowerCase('en-US');
    const at = Date.parse(node.timestamp);
    return [...times].some(
      ([name, all]) =>
        text.includes(name) &&
        all.some(time => Math.abs(at - time) <= REPEATED_MS),
    );
  };
}

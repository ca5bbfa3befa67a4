import type {
  DeploymentPayload,
  EvidenceNode,
  EvidenceSeal,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDone, serviceName } from '../../verification';
import type { AboutIncident } from '../facts/aboutIncident';
import { alertTimeOf } from '../facts/alertEvents';
import { byTime } from '../facts/bursts';
import type { KnownEvidence } from '../facts/knownEvidence';
import type { EventFact } from '../facts/types';
import { chatSalience, isByRobot } from '../salience/chat';

/** A failure this long before the recorded start may belong to the incident, in milliseconds. */
const LOOKBACK_MS = 6 * 3_600_000;
/** One that runs into the incident and ends with it may have begun this long before. */
const CONTINUOUS_MS = 48 * 3_600_000;
/** What ends with the incident does so within this time after it. */
const TAIL_MS = 3_600_000;
/** Failing log lines from which they are a symptom. */
const MIN_LINES = 3;
/** What takes the impact away, in the name or description of a change. */
const MITIGATES =
  /\b(?:roll(?:ed|ing)?[ -]?back|rollback|revert\w*|restart\w*|scal(?:e|ed|ing) (?:up|out)|fail(?:ed)?[ -]?over|disabl\w+|turn(?:ed)? off|switch(?:ed)? off|hotfix|mitigat\w+)\b/i;
const OFF = /^(?:off|false|disabled)$/i;

/** Times that an alert has fired from which its end does not mean that all is well. */
const FLAPPING = 3;
/** What happens in a moment, and is over whatever came of it. */
const OF_MOMENT = /restart|reboot|oom|killed/i;

/** What shows that a phase of the incident began. */
export type Sign = { at: string; node: EvidenceNode; payload: KnownPayload };

/** The first evidence of each phase. What the evidence does not show is absent. */
export type Signs = {
  impact?: Sign;
  detected?: Sign;
  response?: Sign;
  mitigated?: Sign;
  recovered?: Sign;
};

/**
 * Finds in the evidence when the impact began, was noticed, was worked on, was
 * taken away and was over.
 */
export function findSigns(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  /** What services logged. */
  logs: readonly EventFact[];
  about: AboutIncident;
}): Signs {
  const { seal, evidence, logs, about } = options;
  const { incident, manifest } = seal;
  const start = Date.parse(String(incident.startedAt));
  const affected = (incident.services as string[]).map(serviceName);
  const earliest = new Date(start - LOOKBACK_MS).toISOString();
  const runsIntoIt = continuity(seal);
  const own = alertsOf(evidence, affected);
  const alerts = own.filter(
    alert =>
      alert.at >= earliest ||
      (alert.payload.status === 'firing' &&
        runsIntoIt(alert.at, endOf(alert, own))),
  );
  const watched = firstLines(evidence);
  const symptom = earliestOf(
    logs.filter(({ at, until, isFailure, nodes }) => {
      const service = serviceName(nodes[0].metadata.service);
      const isNew = (watched.get(service) ?? at) < at;
      return (
        isFailure &&
        (at >= earliest || (isNew && runsIntoIt(at, until))) &&
        nodes.length >= MIN_LINES &&
        affected.includes(service)
      );
    }),
  );
  const firing = alerts.find(({ payload }) => payload.status === 'firing');
  const impact = first([firing, symptom && signOf(symptom.nodes[0], evidence)]);
  // What people wrote a day before is of something else
  const noticed = later(String(impact?.at ?? incident.startedAt), earliest);
  const messages = evidence
    .flatMap(({ node, payload }) =>
      payload?.kind === 'message' && node.timestamp >= noticed
        ? [{ at: node.timestamp, node, payload }]
        : [],
    )
    .sort(byTime);
  const isTold = ({ payload }: (typeof messages)[number]) =>
    !isByRobot(payload) && chatSalience(payload, []) > 0;
  const over = String(incident.mitigatedAt ?? incident.resolvedAt ?? '~');
  // In a channel of several teams the first message may be about anything
  const response =
    messages.find(one => about(one.node) > 0 && one.at < over && isTold(one)) ??
    messages.find(isTold);
  const detected = first([firing, response]);
  const recovered = recoveryOf(alerts);
  const end = recovered?.at ?? String(manifest.to ?? '');
  const all = detected
    ? mitigationsOf(evidence).filter(({ at }) => at > detected.at && at <= end)
    : [];
  const ofAffected = all.filter(({ node }) =>
    affected.includes(serviceName(node.metadata.service)),
  );
  const mitigations = ofAffected.length > 0 ? ofAffected : all;
  return {
    impact,
    detected,
    response,
    mitigated: mitigations[mitigations.length - 1],
    recovered,
  };
}

/** Whether something that began long before the incident went on into it, and ended with it. */
function continuity({ incident }: EvidenceSeal) {
  const start = Date.parse(String(incident.startedAt));
  const end = Date.parse(
    String(incident.resolvedAt ?? incident.mitigatedAt ?? ''),
  );
  return (from: string, until: string | undefined): boolean => {
    if (until === undefined || Number.isNaN(end)) return false;
    const last = Date.parse(until);
    return (
      Date.parse(from) >= start - CONTINUOUS_MS &&
      last >= start &&
      last <= end + TAIL_MS
    );
  };
}

/** When an alert that fired ended, if it did. */
function endOf(
  alert: AlertSign,
  all: readonly AlertSign[],
): string | undefined {
  return all.find(
    other =>
      other.payload.status === 'resolved' &&
      other.at >= alert.at &&
      keyOf(other) === keyOf(alert),
  )?.at;
}

/** When each service logged first. */
function firstLines(evidence: readonly KnownEvidence[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'log') continue;
    const service = serviceName(node.metadata.service);
    const known = found.get(service);
    if (known === undefined || node.timestamp < known) {
      found.set(service, node.timestamp);
    }
  }
  return found;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

type AlertSign = Sign & { payload: Extract<KnownPayload, { kind: 'alert' }> };

/** Alerts of affected services, or, where there are none of them, those that name one. */
function alertsOf(
  evidence: readonly KnownEvidence[],
  affected: readonly string[],
): AlertSign[] {
  const all = evidence
    .flatMap(({ node, payload }) =>
      payload?.kind === 'alert'
        ? [{ at: alertTimeOf(node, payload), node, payload }]
        : [],
    )
    .sort(byTime);
  const own = all.filter(({ node }) =>
    affected.includes(serviceName(node.metadata.service)),
  );
  return own.some(({ payload }) => payload.status === 'firing')
    ? own
    : all.filter(({ payload }) => namesOneOf(affected, payload));
}

function namesOneOf(
  services: readonly string[],
  { alertName, labels, summary, description }: AlertSign['payload'],
): boolean {
  const said = JSON.stringify([alertName, labels, summary, description]);
  return services.some(service => said.includes(service));
}

/** The last end of an alert, once none is firing any more; alerts that clear by themselves tell nothing. */
function recoveryOf(alerts: readonly AlertSign[]): AlertSign | undefined {
  const fired = new Map<string, number>();
  const open = new Set<string>();
  const ends: AlertSign[] = [];
  for (const alert of alerts) {
    const key = keyOf(alert);
    if (alert.payload.status === 'resolved') {
      open.delete(key);
      ends.push(alert);
    } else if (!open.has(key)) {
      // Reported again while it goes on, it has not fired again
      open.add(key);
      fired.set(key, (fired.get(key) ?? 0) + 1);
    }
  }
  const isLasting = (alert: AlertSign) =>
    (fired.get(keyOf(alert)) ?? 0) < FLAPPING &&
    !OF_MOMENT.test(alert.payload.alertName);
  return open.size === 0 ? ends.findLast(isLasting) : undefined;
}

function keyOf({ node, payload }: AlertSign): string {
  return JSON.stringify([payload.alertName, node.metadata.service]);
}

/** Changes that take an impact away, ascending by time. */
function mitigationsOf(evidence: readonly KnownEvidence[]): Sign[] {
  const replaced = new Set<string>();
  return evidence
    .flatMap(({ node, payload }) =>
      payload?.kind === 'deployment' ||
      payload?.kind === 'rollback' ||
      payload?.kind === 'config_change'
        ? [{ at: node.timestamp, node, payload }]
        : [],
    )
    .sort(byTime)
    .filter(({ node, payload }) => {
      const { kind, version = '', previousVersion } = payload;
      const service = serviceName(node.metadata.service);
      // Back to a version that was replaced
      const isBack = version !== '' && replaced.has(`${service} ${version}`);
      if (previousVersion) replaced.add(`${service} ${previousVersion}`);
      return (
        isMade(payload) &&
        (kind === 'rollback' || isBack || saysItMitigates(payload))
      );
    });
}

function isMade({ status }: DeploymentPayload): boolean {
  return status === undefined || isDone(status);
}

function saysItMitigates(payload: DeploymentPayload): boolean {
  const { kind, name = '', description = '', version = '' } = payload;
  return (
    MITIGATES.test(`${name} ${description}`) ||
    (kind === 'config_change' && OFF.test(version.trim()))
  );
}

function signOf(
  node: EvidenceNode,
  evidence: readonly KnownEvidence[],
): Sign | undefined {
  const payload = evidence.find(one => one.node === node)?.payload;
  return payload && { at: node.timestamp, node, payload };
}

function first(signs: readonly (Sign | undefined)[]): Sign | undefined {
  return earliestOf(signs.flatMap(sign => sign ?? []));
}

function earliestOf<T extends { at: string }>(
  things: readonly T[],
): T | undefined {
  return things.reduce<T | undefined>(
    (earliest, one) =>
      earliest && byTime(earliest, one) <= 0 ? earliest : one,
    undefined,
  );
}

import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts, SealedNode } from '../SealedFacts';
import { nameKey } from '../nameKey';
import type { Language } from '../render';

/** What kind of change a node records. */
export type ChangeKind =
  | 'deployment'
  | 'rollback'
  | 'config_change'
  | 'flag_change'
  | 'scaling'
  | 'certificate';

/** A change of a service at a time. */
export type Change = {
  node: EvidenceNode;
  kind: ChangeKind;
  at: number;
  /** Key of the service. */
  service: string;
};

const BY_KIND: Record<string, ChangeKind> = {
  deployment: 'deployment',
  rollback: 'rollback',
  config_change: 'config_change',
  flag: 'flag_change',
  feature_flag: 'flag_change',
  flag_change: 'flag_change',
  scaling: 'scaling',
  certificate: 'certificate',
};

/** Reasons of platform events that say that something was changed. */
const BY_REASON: [reason: RegExp, kind: ChangeKind][] = [
  [/^(?:scal\w*replicaset|successfulrescale|scaled\w*|rescaled)$/i, 'scaling'],
  [/certificate|^cert/i, 'certificate'],
  [/feature_?flag|^flag/i, 'flag_change'],
];

/** What a node records as a change; `undefined` for one that records none. */
export function changeOf(
  { node }: SealedNode,
  facts: SealedFacts,
): Change | undefined {
  const kind = changeKindOf(node);
  const at = facts.timeOf({ evidence: node.id });
  return kind && at !== undefined
    ? { node, kind, at, service: facts.serviceKey(node.metadata.service) }
    : undefined;
}

/** The kind of change that a node records; `undefined` for one that records none. */
export function changeKindOf({
  payload,
}: Pick<EvidenceNode, 'payload'>): ChangeKind | undefined {
  const kind = String(payload.kind ?? '');
  if (Object.hasOwn(BY_KIND, kind)) {
    const isFlag = BY_KIND[kind] === 'config_change' && saysFlag(payload);
    return isFlag ? 'flag_change' : BY_KIND[kind];
  }
  if (kind !== 'event') return undefined;
  const reason = String(payload.reason ?? '');
  return BY_REASON.find(([pattern]) => pattern.test(reason))?.[1];
}

function saysFlag({ name, description }: EvidenceNode['payload']): boolean {
  return /\b(?:feature[ _-]?)?flags?\b/i.test(
    `${String(name ?? '')} ${String(description ?? '')}`,
  );
}

/** A change in words. */
export function describeChange(
  { node, kind, service }: Change,
  language: Language,
): string {
  const { name, version, previousVersion, reason, message } = node.payload;
  const textOf = (value: unknown) =>
    typeof value === 'string' && value !== '' ? value : undefined;
  const { recordedChange } = language.messages;
  return recordedChange.of({
    kind: recordedChange.kind[kind],
    service: language.service(service),
    name: textOf(name),
    version: textOf(version),
    previousVersion: textOf(previousVersion),
    message:
      textOf(reason) && textOf(message)?.replace(/\s+/g, ' ').slice(0, 200),
  });
}

/** Whether a later change takes an earlier one back. */
export function undoes(later: Change, earlier: Change): boolean {
  if (later.at <= earlier.at || later.service !== earlier.service) return false;
  const now = later.node.payload;
  const then = earlier.node.payload;
  const isSame = (a: unknown, b: unknown) =>
    typeof a === 'string' &&
    typeof b === 'string' &&
    plainVersion(a) === plainVersion(b);
  if (typeof then.name === 'string' && !isSame(now.name, then.name)) {
    return false;
  }
  // Back to the version before
  if (isSame(now.version, then.previousVersion)) return true;
  if (isSame(now.previousVersion, then.version)) {
    return later.kind === 'rollback' || isOff(now);
  }
  const namesNeither = now.version === undefined || then.version === undefined;
  return (
    (later.kind === 'rollback' &&
      namesNeither &&
      earlier.kind !== 'rollback') ||
    (earlier.kind === 'flag_change' && isOff(now) && !isOff(then))
  );
}

function isOff({ version, status }: EvidenceNode['payload']): boolean {
  return [version, status].some(value =>
    /^(?:off|false|disabled|reverted|rolled[ _-]?back)$/i.test(
      String(value ?? ''),
    ),
  );
}

function plainVersion(version: string): string {
  return nameKey(version).replace(/^v(?=\d)/, '');
}

import type {
  EvidenceNode,
  PictureChange,
  PictureChangeKind,
} from '@postmortems/backstage-plugin-postmortems-common';
import { changeKindOf, serviceName } from '../../verification';

const KINDS: Record<string, PictureChangeKind> = {
  deployment: 'deployment',
  rollback: 'rollback',
  config_change: 'config',
  flag_change: 'flag',
};

/** A field of this many characters is no label. */
const MAX_LABEL = 80;
const MAX_FIELD = 200;

/** What a node records as a change; `undefined` for one that records none. */
export function pictureChangeOf(node: EvidenceNode): PictureChange | undefined {
  const { payload, metadata, sourceType, id, timestamp } = node;
  const known = changeKindOf(node);
  if (!known && sourceType !== 'deployment') return undefined;
  const service = serviceName(metadata.service).slice(0, MAX_FIELD);
  const words = [payload.name, payload.version ?? payload.reason].filter(
    (word): word is string =>
      typeof word === 'string' && word !== '' && word.length <= MAX_LABEL,
  );
  return {
    kind: KINDS[known ?? ''] ?? 'other',
    at: timestamp,
    service,
    label: [service, ...words].join(' ').slice(0, MAX_FIELD),
    ...(typeof payload.status === 'string' && {
      status: payload.status.slice(0, MAX_FIELD),
    }),
    evidence: { evidence: id },
  };
}

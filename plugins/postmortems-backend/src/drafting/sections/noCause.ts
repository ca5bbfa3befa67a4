import type {
  ClaimKind,
  DraftClaim,
} from '@postmortems/backstage-plugin-postmortems-common';
import { absence } from './absence';
import type { SectionContext } from './context';

/**
 * That nobody knows the cause: that the investigation names none, or that what it
 * names is unconfirmed.
 */
export function noCause(kind: ClaimKind, context: SectionContext): DraftClaim {
  const isNamed = Boolean(
    (context.trace ?? context.unusedTrace)?.rootCauseHypothesis,
  );
  return absence(
    kind,
    isNamed ? 'unconfirmed' : 'undetermined',
    context,
    isNamed ? 'confirmed_cause' : 'cause',
  );
}

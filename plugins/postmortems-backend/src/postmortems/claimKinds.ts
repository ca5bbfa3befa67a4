import { InputError } from '@backstage/errors';
import type {
  ClaimKind,
  EditBlock,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Kinds of claims by section. A cause stays a cause in the summary. */
const KINDS: Record<SectionId, readonly ClaimKind[]> = {
  summary: ['summary', 'root_cause'],
  impact: ['impact'],
  timeline: ['timeline'],
  rootCause: ['root_cause'],
  contributingFactors: ['contributing_factor'],
  waysOfWorking: ['contributing_factor'],
  ruledOut: ['ruled_out'],
  notChecked: ['not_checked'],
  actionItems: ['action_item'],
};

/**
 * Throws `InputError` for the first claim that does not belong in the section.
 */
export function assertKinds(
  section: SectionId,
  { claims }: Pick<EditBlock, 'claims'>,
): void {
  claims.forEach(({ kind }, index) => {
    if (!KINDS[section].includes(kind)) {
      throw new InputError(
        `claims[${index}].kind: a claim in the section ${section} is of kind ${KINDS[
          section
        ].join(' or ')}, not ${kind}`,
      );
    }
  });
}

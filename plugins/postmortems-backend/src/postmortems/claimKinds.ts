import { InputError } from '@backstage/errors';
import {
  isCustomSection,
  type ClaimKind,
  type EditBlock,
  type SectionId,
  type StandardSectionId,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Kinds of claims by section. A cause stays a cause in the summary. */
const KINDS: Record<StandardSectionId, readonly ClaimKind[]> = {
  summary: ['summary', 'root_cause'],
  impact: ['impact'],
  timeline: ['timeline'],
  rootCause: ['root_cause'],
  contributingFactors: ['contributing_factor'],
  waysOfWorking: ['contributing_factor'],
  // A cause that was ruled out and is worded anew is a possible one again
  ruledOut: ['ruled_out', 'root_cause'],
  notChecked: ['not_checked'],
  actionItems: ['action_item'],
};

/** In a template's own section every sentence is one like in the summary. */
const OF_CUSTOM: readonly ClaimKind[] = ['summary'];

/**
 * Throws `InputError` for the first claim that does not belong in the section.
 */
export function assertKinds(
  section: SectionId,
  { claims }: Pick<EditBlock, 'claims'>,
): void {
  const kinds = isCustomSection(section) ? OF_CUSTOM : KINDS[section];
  claims.forEach(({ kind }, index) => {
    if (!kinds.includes(kind)) {
      throw new InputError(
        `claims[${index}].kind: a claim in the section ${section} is of kind ${kinds.join(
          ' or ',
        )}, not ${kind}`,
      );
    }
  });
}

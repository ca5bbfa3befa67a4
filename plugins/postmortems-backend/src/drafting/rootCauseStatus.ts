import type { PostmortemContent } from '@postmortems/backstage-plugin-postmortems-common';
import { isUninformative } from '../verification';

/**
 * `determined` when the section of the root cause names one that the evidence bears out, or that somebody vouches for. A cause that
 * the evidence does not bear out is shown as what it is, but the cause is not determined by it.
 */
export function rootCauseStatusOf(
  sections: PostmortemContent['sections'],
): PostmortemContent['rootCauseStatus'] {
  const [first] =
    sections
      .find(({ id }) => id === 'rootCause')
      // Items tell what steps of the investigation found; that is no cause
      ?.blocks.filter(({ type }) => type === 'paragraph')
      .flatMap(({ claims }) => claims)
      .filter(({ kind }) => kind === 'root_cause') ?? [];
  return first !== undefined &&
    !isUninformative(first.text) &&
    ['supported', 'partial', 'attested'].includes(first.verdict)
    ? 'determined'
    : 'undetermined';
}

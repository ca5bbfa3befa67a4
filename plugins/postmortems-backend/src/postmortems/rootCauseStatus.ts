import type {
  PostmortemContent,
  RootCauseStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isUninformative } from '../verification';

/**
 * `confirmed` when the root cause section has a cause that the evidence
 * supports or a person confirms. An unsupported cause is shown, but determines
 * nothing.
 */
export function rootCauseStatusOf(
  sections: PostmortemContent['sections'],
): RootCauseStatus {
  const [first] =
    sections
      .find(({ id }) => id === 'rootCause')
      // Items are findings of the investigation, not causes
      ?.blocks.filter(({ type }) => type === 'paragraph')
      .flatMap(({ claims }) => claims)
      .filter(({ kind }) => kind === 'root_cause') ?? [];
  return first !== undefined &&
    !isUninformative(first.text) &&
    ['supported', 'unverified', 'attested'].includes(first.verdict)
    ? 'confirmed'
    : 'undetermined';
}

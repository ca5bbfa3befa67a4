import { InputError } from '@backstage/errors';
import type {
  ActionItem,
  Claim,
  RetrospectiveContent,
} from '@postmortems/backstage-plugin-postmortems-common';

/** States in which nothing is left to do. */
const CLOSED: ReadonlySet<ActionItem['state']> = new Set([
  'done',
  'verified',
  'dropped',
]);

/** All claims in the order of the document. Throws `InputError` when two have the same id. */
export function listClaims(content: RetrospectiveContent): Claim[] {
  const claims = content.sections.flatMap(section =>
    section.blocks.flatMap(block => block.claims),
  );
  const seen = new Set<string>();
  for (const { id } of claims) {
    if (seen.has(id)) {
      throw new InputError(`Claim id '${id}' stands for more than one claim`);
    }
    seen.add(id);
  }
  return claims;
}

/** Action items that still ask for work. */
export function countOpenFollowUps(content: RetrospectiveContent): number {
  return content.sections
    .flatMap(section => section.blocks)
    .filter(({ actionItem }) => actionItem && !CLOSED.has(actionItem.state))
    .length;
}

import { InputError } from '@backstage/errors';
import type {
  Claim,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';

/** All claims in the order of the document. Throws `InputError` when two have the same id. */
export function listClaims(content: PostmortemContent): Claim[] {
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

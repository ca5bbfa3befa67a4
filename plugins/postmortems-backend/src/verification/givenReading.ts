import type {
  Assertion,
  DraftClaim,
  Reading,
} from '@postmortems/backstage-plugin-postmortems-common';
import { joinPointer } from '@postmortems/backstage-plugin-postmortems-common';
import { InvalidFieldsError } from '../platform/http';

type Written = { assertions?: Assertion[] };

/**
 * What a caller reads a text as. Only people are named: a reading by a program
 * counts as one by a model.
 */
export function givenReading(
  { assertions }: Written,
  caller: string,
): Pick<DraftClaim, 'reading'> {
  if (!assertions) return {};
  const reading: Reading = caller.startsWith('user:')
    ? { assertions, by: 'person', readBy: caller, leftOver: [] }
    : { assertions, by: 'model', leftOver: [] };
  return { reading };
}

/** Throws `InputError` that names a possible cause among given assertions: its ties are computed. */
export function assertNoCauses(claims: readonly Written[]): void {
  const problems = claims.flatMap(({ assertions = [] }, claim) =>
    assertions.flatMap(({ type }, index) =>
      type === 'candidateCause'
        ? [
            {
              path: joinPointer(
                '',
                'claims',
                String(claim),
                'assertions',
                String(index),
              ),
              message:
                'is a possible cause, which cannot be given: write it as a claim of the kind root_cause, and its ties are computed',
            },
          ]
        : [],
    ),
  );
  if (problems.length > 0) throw new InvalidFieldsError(problems);
}

import type { Assertion } from '@postmortems/backstage-plugin-postmortems-common';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClaimVerifier } from '../../../plugins/postmortems-backend/src/verification';
import type { LabelledClaim, LabelledSet } from './labelledClaims';

/** What a person reads a true sentence as; somebody hostile gives the same for its false twin. */
type GivenReading = { true: number; false: number; assertions: Assertion[] };

type Outcome = { claim: LabelledClaim; alone: boolean; supported: boolean };

/**
 * Sentences of a set with the readings that its folder has: whether each is
 * supported with the reading, and by the grammar alone.
 */
export function judgeReadings(
  folder: string,
  set: LabelledSet,
  verifier: ClaimVerifier,
): Outcome[] {
  const file = join(folder, 'readings.json');
  if (!existsSync(file)) return [];
  const given: GivenReading[] = JSON.parse(readFileSync(file, 'utf8'));
  const byNumber = new Map(set.claims.map(claim => [claim.n, claim]));
  return given.flatMap(({ assertions, ...numbers }) =>
    [numbers.true, numbers.false].map(n => {
      const claim = byNumber.get(n)!;
      const facts = set.facts.get(claim.incident)!;
      const isSupported = (reading?: 'person') =>
        verifier.verify(
          {
            ...claim,
            ...(reading && {
              reading: { assertions, by: reading, leftOver: [] },
            }),
          },
          facts,
        ).verdict === 'supported';
      return {
        claim,
        alone: isSupported(),
        supported: isSupported('person'),
      };
    }),
  );
}

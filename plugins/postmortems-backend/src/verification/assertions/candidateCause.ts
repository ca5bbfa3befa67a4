import { unknown } from './result';
import type { Evaluator } from './types';

/** Code never establishes a cause: it computes ties, and a named person confirms. */
export const evaluateCandidateCause: Evaluator<'candidateCause'> = ({
  ties,
  against,
}) =>
  unknown(
    against.length > 0
      ? `Something speaks against it: ${against[0].detail}`
      : `A person has to confirm that this was the cause; ${ties.length} ${
          ties.length === 1 ? 'tie was' : 'ties were'
        } found`,
  );

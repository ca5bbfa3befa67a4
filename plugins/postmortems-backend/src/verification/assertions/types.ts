import type {
  Assertion,
  AssertionOf,
  EvidenceSpan,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { SealedFacts } from '../SealedFacts';

/**
 * Whether an assertion is true of the sealed evidence. `contradicted`: the evidence
 * says otherwise. `unsupported`: it lacks what the assertion states. `unknown`: no
 * code can tell.
 */
export type Evaluation = {
  outcome: 'holds' | 'contradicted' | 'unsupported' | 'unknown';
  /** For a reviewer, with the value that the evidence has. */
  detail: string;
  /** The evidence that it rests on. */
  spans: EvidenceSpan[];
};

/** Evaluates assertions of one type. Pure. */
export type Evaluator<T extends Assertion['type']> = (
  assertion: AssertionOf<T>,
  facts: SealedFacts,
) => Evaluation;

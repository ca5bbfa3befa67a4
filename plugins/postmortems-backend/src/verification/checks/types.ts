import type {
  DraftClaim,
  VerdictReason,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CitedFacts } from '../cited/CitedFacts';
import type { SentenceFacts } from '../extract/sentence';
import type { VerificationContext } from '../types';

/**
 * What a finding does to the verdict. `contradicts`: the evidence says otherwise; `unsupported`: it does not say so; `weakens`:
 * it says so only in part; `none`: it agrees.
 */
export type Effect = 'none' | 'weakens' | 'unsupported' | 'contradicts';

export type Finding = { check: string; effect: Effect; message: string };

export type CheckInput = {
  claim: Pick<DraftClaim, 'kind' | 'text' | 'spans'>;
  sentence: SentenceFacts;
  cited: CitedFacts;
  context: VerificationContext;
};

/** Looks at one thing that a sentence states. No findings when it states nothing of the kind. */
export type Check = (input: CheckInput) => Finding[];

export function toReason({ check, effect, message }: Finding): VerdictReason {
  return { check, outcome: effect === 'none' ? 'passed' : 'failed', message };
}

export const agrees = (check: string, message: string): Finding => ({
  check,
  effect: 'none',
  message,
});

import type {
  DraftClaim,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { checkCausalOrder } from './checks/causalOrder';
import { checkCauses } from './checks/causes';
import { checkDirections } from './checks/directions';
import { checkGrounding } from './checks/grounding';
import { checkIdentifiers } from './checks/identifiers';
import { checkNegations } from './checks/negations';
import { checkNumbers } from './checks/numbers';
import { checkQuantities } from './checks/quantities';
import { checkQuotations } from './checks/quotations';
import { checkServices } from './checks/services';
import { checkStates } from './checks/states';
import { checkTimes } from './checks/times';
import { agrees, type Check, type Finding, toReason } from './checks/types';
import { CitedFacts } from './cited/CitedFacts';
import { resolveSpans } from './cited/resolveSpans';
import { readSentence } from './extract/sentence';
import type { Verification, VerificationContext } from './types';

/** All checks of claims with valid spans, in the order of the reasons. */
const CHECKS: readonly Check[] = [
  checkQuotations,
  checkTimes,
  checkQuantities,
  checkNumbers,
  checkIdentifiers,
  checkServices,
  checkDirections,
  checkStates,
  checkNegations,
  checkCauses,
  checkCausalOrder,
  checkGrounding,
];

/**
 * Verifies a claim against its spans, whoever wrote it. Deterministic: the same
 * claim and evidence give the same verdict.
 */
export class ClaimVerifier {
  /** Stored with each verdict; changes when verdicts may change. */
  readonly version: string = '4';

  verify(
    claim: Pick<DraftClaim, 'kind' | 'text' | 'spans'>,
    context: VerificationContext,
  ): Verification {
    const findings = this.#findings(claim, context);
    return {
      verdict: verdictOf(findings),
      reasons: findings.map(toReason),
    };
  }

  #findings(
    claim: Pick<DraftClaim, 'kind' | 'text' | 'spans'>,
    context: VerificationContext,
  ): Finding[] {
    if (claim.spans.length === 0) {
      return [
        {
          check: 'reference',
          effect: 'unsupported',
          message: 'The sentence cites no evidence',
        },
      ];
    }
    const { cited, broken } = resolveSpans(claim.spans, context);
    const references: Finding[] = broken.map(({ check, message }) => ({
      check,
      effect: 'unsupported',
      message,
    }));
    if (cited.length === 0) return references;
    if (broken.length === 0) {
      references.push(
        agrees(
          'quote',
          cited.length === 1
            ? 'The quote stands in the evidence'
            : `All ${cited.length} quotes stand in the evidence`,
        ),
      );
    }
    const input = {
      claim,
      context,
      sentence: readSentence(claim.text),
      cited: new CitedFacts(cited),
    };
    return withoutRepeats([
      ...references,
      ...CHECKS.flatMap(check => check(input)),
    ]);
  }
}

/** A number that a sentence names twice is found once. */
function withoutRepeats(findings: Finding[]): Finding[] {
  return [
    ...new Map(
      findings.map(finding => [JSON.stringify(finding), finding]),
    ).values(),
  ];
}

function verdictOf(findings: readonly Finding[]): Verdict {
  const effects = new Set(findings.map(({ effect }) => effect));
  if (effects.has('contradicts')) return 'contradicted';
  if (effects.has('unsupported')) return 'unsupported';
  return effects.has('weakens') ? 'unverified' : 'supported';
}

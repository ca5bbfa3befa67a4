import { CustomErrorBase } from '@backstage/errors';
import type { RuleViolation } from '@postmortems/backstage-plugin-postmortems-common';

/**
 * Well-formed input that breaks rules; answered with 422 and every broken rule.
 */
export class RuleViolationError extends CustomErrorBase {
  readonly name = 'RuleViolationError';
  /** Read by Backstage's error handling. */
  readonly statusCode = 422;
  readonly violations: RuleViolation[];

  constructor(message: string, violations: RuleViolation[]) {
    super(
      `${message}: ${violations
        .map(violation => violation.message)
        .join('; ')}`,
    );
    this.violations = violations;
  }
}

import { isError, ResponseError } from '@backstage/errors';
import {
  ruleViolationSchema,
  RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Why a request failed: the rules that it broke, or the server's own words. */
export type Failure = {
  message: string;
  violations: RuleViolation[];
};

/** Reads what a failed request says about itself; an answer of an unknown shape leaves its message. */
export function describeFailure(error: unknown): Failure {
  if (!ResponseError.is(error)) {
    return {
      message: isError(error) ? error.message : String(error),
      violations: [],
    };
  }
  const body = error.body.error as { violations?: unknown } | undefined;
  const violations = ruleViolationSchema.array().safeParse(body?.violations);
  return {
    message: error.cause.message || error.message,
    violations: violations.success ? violations.data : [],
  };
}

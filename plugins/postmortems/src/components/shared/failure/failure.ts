import { isError, ResponseError } from '@backstage/errors';
import {
  ruleViolationSchema,
  type RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { FieldProblem } from './fieldProblems';

/** Why a request failed: the rules that it broke, the fields that are wrong, or the server's own words. */
type Failure = {
  message: string;
  violations: RuleViolation[];
  fields: FieldProblem[];
};

/** Reads what a failed request says about itself; an answer of an unknown shape leaves its message. */
export function describeFailure(error: unknown): Failure {
  if (!ResponseError.is(error)) {
    return {
      message: isError(error) ? error.message : String(error),
      violations: [],
      fields: [],
    };
  }
  const body = error.body.error as
    | { violations?: unknown; fields?: unknown }
    | undefined;
  const violations = ruleViolationSchema.array().safeParse(body?.violations);
  return {
    message: error.cause.message || error.message,
    violations: violations.success ? violations.data : [],
    fields: Array.isArray(body?.fields) ? body.fields.filter(isProblem) : [],
  };
}

/** Whether a request was answered with this HTTP status. */
export function failedWith(error: unknown, status: number): boolean {
  return ResponseError.is(error) && error.response.status === status;
}

function isProblem(value: unknown): value is FieldProblem {
  const { path, message } = (value ?? {}) as Partial<FieldProblem>;
  return typeof path === 'string' && typeof message === 'string';
}

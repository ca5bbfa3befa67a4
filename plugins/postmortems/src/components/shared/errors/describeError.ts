import { isError, ResponseError } from '@backstage/errors';
import {
  ruleViolationSchema,
  type RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';

/** A part of a request that the API rejects; `path` is a JSON pointer. */
export type FieldError = { path: string; message: string };

/** Why a request failed. */
type ErrorDescription = {
  message: string;
  violations: RuleViolation[];
  fields: FieldError[];
};

/**
 * Reads the details of a failed request. A response of an unknown shape leaves
 * the message only.
 */
export function describeError(error: unknown): ErrorDescription {
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
    fields: Array.isArray(body?.fields) ? body.fields.filter(isFieldError) : [],
  };
}

/** Whether a request was answered with this HTTP status. */
export function hasStatus(error: unknown, status: number): boolean {
  return ResponseError.is(error) && error.response.status === status;
}

/** Whether a write was done when it was sent before, and its answer is lost. */
export function isAlreadyDone(error: unknown): boolean {
  return ResponseError.is(error) && error.cause.name === 'AlreadyDoneError';
}

function isFieldError(value: unknown): value is FieldError {
  const { path, message } = (value ?? {}) as Partial<FieldError>;
  return typeof path === 'string' && typeof message === 'string';
}

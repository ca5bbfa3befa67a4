import { maskText } from './maskText';

/** Of a query that knex refuses to compile, and quotes. */
const UNCOMPILED = /^Undefined binding\(s\) detected/;

/** The error; if its message or stack holds a secret or SQL, a copy without it. */
export function maskError(error: Error): Error {
  if (UNCOMPILED.test(error.message)) {
    return new Error('A query has no value for one of its parameters');
  }
  const message = maskText(error.message);
  const stack = error.stack && maskText(error.stack);
  if (message === error.message && stack === error.stack) return error;
  const masked: Error = Object.create(
    Object.getPrototypeOf(error),
    Object.getOwnPropertyDescriptors(error),
  );
  Object.defineProperty(masked, 'message', {
    value: message,
    configurable: true,
  });
  Object.defineProperty(masked, 'stack', { value: stack, configurable: true });
  return masked;
}

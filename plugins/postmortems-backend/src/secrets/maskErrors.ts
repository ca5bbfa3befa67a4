import { maskText } from './maskText';

/** The error; if its message or stack holds a secret, a copy without it. */
export function maskError(error: Error): Error {
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

import { atOnce, type Steps } from '../platform/Turns';
import { findSecrets } from './findSecrets';
import { marker } from './Span';

/** The text with each secret replaced by what it was. */
export function maskText(text: string): string {
  return atOnce(maskTextInSteps(text));
}

/** As {@link maskText}. */
export function* maskTextInSteps(text: string): Steps<string> {
  const spans = yield* findSecrets(text);
  if (spans.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const { start, end, kind } of spans) {
    masked += text.slice(at, start) + marker(kind);
    at = end;
  }
  return masked + text.slice(at);
}

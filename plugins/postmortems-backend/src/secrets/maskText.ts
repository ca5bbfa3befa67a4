import { atOnce, type Steps } from '../platform/Turns';
import { findSecrets } from './findSecrets';
import { marker } from './Span';

/** Keys, names, labels and times are no longer, and repeat in every node. */
const SHORT = 64;
const MOST_REMEMBERED = 20_000;
/** Short texts that were read and hold no secret; never one that does. */
const harmless = new Set<string>();

/** Whether it is known already that a text holds no secret. */
export function isHarmless(text: string): boolean {
  return text.length <= SHORT && harmless.has(text);
}

/** The text with each secret replaced by what it was. */
export function maskText(text: string): string {
  return isHarmless(text) ? text : atOnce(maskTextInSteps(text));
}

/** As {@link maskText}. */
export function* maskTextInSteps(text: string): Steps<string> {
  if (isHarmless(text)) return text;
  const spans = yield* findSecrets(text);
  if (spans.length === 0) {
    remember(text);
    return text;
  }
  let masked = '';
  let at = 0;
  for (const { start, end, kind } of spans) {
    masked += text.slice(at, start) + marker(kind);
    at = end;
  }
  return masked + text.slice(at);
}

function remember(text: string): void {
  if (text.length > SHORT) return;
  if (text.length <= SHORT && harmless.size >= MOST_REMEMBERED)
    harmless.clear();
  harmless.add(text);
}

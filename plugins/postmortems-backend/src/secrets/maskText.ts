import { findSecrets } from './findSecrets';
import { marker } from './Span';

/** The text with each secret replaced by what it was. */
export function maskText(text: string): string {
  const spans = findSecrets(text);
  if (spans.length === 0) return text;
  let masked = '';
  let at = 0;
  for (const { start, end, kind } of spans) {
    masked += text.slice(at, start) + marker(kind);
    at = end;
  }
  return masked + text.slice(at);
}

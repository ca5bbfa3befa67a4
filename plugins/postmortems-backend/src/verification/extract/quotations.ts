import { take, type Taken } from './take';

/** Words in quotation marks, without the ellipsis that says they go on. */
export function extractQuotations(text: string): Taken<string> {
  return take(text, /“([^“”]*)”|"([^"]*)"/g, match => {
    const words = (match[1] ?? match[2]).replace(/\s*…$/, '').trim();
    return words || undefined;
  });
}

import {
  candidateCauseOf,
  type Claim,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * What a person writes in the place of a possible cause, without the renderer's
 * words around the former statement: they tell who stated that one.
 */
export function causeInOwnWords(
  written: string,
  former: Pick<Claim, 'text' | 'reading'> | undefined,
): string {
  const cause = former && candidateCauseOf(former);
  if (!cause || written === former.text) return written;
  const statement = cause.statement.replace(/[.\s]+$/, '');
  const at = former.text.indexOf(statement);
  if (at < 0) return written;
  const before = former.text.slice(0, at);
  const after = former.text.slice(at + statement.length);
  const own = written.slice(before.length, written.length - after.length);
  return before !== '' &&
    written.startsWith(before) &&
    written.endsWith(after) &&
    own.trim() !== ''
    ? own.trim()
    : written;
}

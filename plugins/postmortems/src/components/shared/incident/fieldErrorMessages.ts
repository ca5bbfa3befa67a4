import type { Words } from '../useWords';
import type { WrongField } from './incidentForm';

/** How to mend each of these fields. */
export function fieldErrorMessages(
  wrong: readonly WrongField[],
  t: Words,
): Partial<Record<WrongField, string>> {
  return Object.fromEntries(
    wrong.map(field => [field, t(`common.incident.mistakes.${field}`)]),
  );
}

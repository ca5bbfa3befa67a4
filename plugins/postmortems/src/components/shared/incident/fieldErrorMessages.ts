import type { TFunction } from '../translation/useTranslation';
import type { InvalidField } from './incidentForm';

/** The message of each invalid field. */
export function fieldErrorMessages(
  invalid: readonly InvalidField[],
  t: TFunction,
): Partial<Record<InvalidField, string>> {
  return Object.fromEntries(
    invalid.map(field => [field, t(`common.incident.errors.${field}`)]),
  );
}

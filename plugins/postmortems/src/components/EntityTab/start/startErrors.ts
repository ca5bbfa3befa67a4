import { hasStatus } from '../../shared/errors/describeError';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import type { FieldErrors } from '../../shared/form/useForm';
import { incidentFieldOf } from '../../shared/incident/incidentForm';
import type { TFunction } from '../../shared/translation/useTranslation';
import type { StartForm } from './startForm';

/**
 * The field errors of a failed start. `rest` is the failure itself, unless the
 * fields explain all of it.
 */
export function startFieldErrors(
  error: unknown,
  source: StartForm['source'],
  t: TFunction,
): { messages: FieldErrors<StartForm>; rest?: unknown } {
  if (source === 'new' && hasStatus(error, 409)) {
    return { messages: { key: t('tab.start.keyTaken') } };
  }
  if (source === 'existing' && hasStatus(error, 404)) {
    return { messages: { key: t('tab.start.keyUnknown') } };
  }
  return toFieldErrors(error, path =>
    path === '/key' ? 'key' : incidentFieldOf(path),
  );
}

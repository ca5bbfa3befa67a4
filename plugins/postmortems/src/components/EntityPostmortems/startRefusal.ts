import { failedWith } from '../failure/failure';
import { refusedFields } from '../failure/fieldProblems';
import type { Problems } from '../form/useForm';
import { incidentFieldOf } from '../incident/incidentForm';
import type { Words } from '../useWords';
import type { StartForm } from './startForm';

/** What a failed request says of the fields of the form, by what it names or by its kind; `rest` is the failure, where it says more. */
export function startRefusal(
  error: unknown,
  source: StartForm['source'],
  t: Words,
): { messages: Problems<StartForm>; rest?: unknown } {
  if (source === 'new' && failedWith(error, 409)) {
    return { messages: { key: t('tab.start.keyTaken') } };
  }
  if (source === 'existing' && failedWith(error, 404)) {
    return { messages: { key: t('tab.start.keyUnknown') } };
  }
  return refusedFields(error, path =>
    path === '/key' ? 'key' : incidentFieldOf(path),
  );
}

import { failedWith } from '../shared/failure/failure';
import { refusedFields } from '../shared/failure/fieldProblems';
import type { Problems } from '../shared/form/useForm';
import { incidentFieldOf } from '../shared/incident/incidentForm';
import type { Words } from '../shared/useWords';
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

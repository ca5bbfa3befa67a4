import type { Entity } from '@backstage/catalog-model';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import { FormField } from '../shared/form/FormField';
import { IncidentFields } from '../shared/incident/IncidentFields';
import { useWords } from '../shared/useWords';
import { isService } from './affectedServices';
import type { StartFieldsProps } from './startForm';
import { useServiceSearch } from './useServiceSearch';

/** What must be known to open an incident. */
export function NewIncidentFields(
  props: StartFieldsProps & { entity: Entity },
) {
  const { form, problems, onChange, entity } = props;
  const { t } = useWords();
  const searchServices = useServiceSearch(entity);
  return (
    <>
      <FormField
        id="start-key"
        required
        label={t('common.names.key')}
        problem={problems.key}
        help={t('common.incident.keyHelp')}
        inputProps={{ autoComplete: 'off' }}
        value={form.key}
        onChange={event => onChange({ key: event.target.value })}
      />
      <IncidentFields
        form={form}
        problems={problems}
        brief
        searchServices={searchServices}
        noService={
          isService(entity)
            ? t('tab.start.noComponent')
            : t('tab.start.noService', {
                entity: defaultEntityPresentation(entity).primaryTitle,
              })
        }
        onChange={onChange}
      />
    </>
  );
}

import { useEntityNames } from '../../shared/catalog';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { TimeField } from '../../shared/form/TimeField';
import type { Form } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { NOTE_KINDS, type NoteForm } from './note';

/** The fields of a note: text, source, time and service. */
export function NoteFields(props: {
  form: Form<NoteForm>;
  services: readonly string[];
}) {
  const { form, services } = props;
  const { t } = useTranslation();
  const names = useEntityNames(services);
  return (
    <>
      <FormField
        id="note-text"
        label={t('page.note.fields.text')}
        inputRef={focusOnMount}
        required
        multiline
        maxRows={8}
        {...form.bind('text')}
      />
      <SelectField
        id="note-kind"
        label={t('page.note.fields.kind')}
        options={NOTE_KINDS.map(value => ({
          value,
          label: t(`page.note.kinds.${value}`),
        }))}
        {...form.bind('kind')}
      />
      <TimeField
        id="note-at"
        label={t('page.note.fields.at')}
        required
        precise
        {...form.bind('at')}
      />
      <SelectField
        id="note-service"
        label={t('common.names.entity')}
        options={services.map((value, index) => ({
          value,
          label: names[index],
        }))}
        {...form.bind('service')}
      />
    </>
  );
}

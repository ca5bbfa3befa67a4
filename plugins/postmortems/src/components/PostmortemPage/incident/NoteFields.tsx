import { useEntityNames } from '../../shared/catalog';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { TimeField } from '../../shared/form/TimeField';
import type { Problems } from '../../shared/form/useForm';
import { useWords } from '../../shared/useWords';
import { NOTE_KINDS, type NoteForm } from './note';

/** What is noted, when it was, where it comes from, and which service it is about. */
export function NoteFields(props: {
  form: NoteForm;
  problems: Problems<NoteForm>;
  services: readonly string[];
  onChange(part: Partial<NoteForm>): void;
}) {
  const { form, problems, services, onChange } = props;
  const { t } = useWords();
  const names = useEntityNames(services);
  return (
    <>
      <FormField
        id="note-text"
        label={t('page.note.fields.text')}
        problem={problems.text}
        inputRef={focusOnMount}
        required
        multiline
        maxRows={8}
        value={form.text}
        onChange={event => onChange({ text: event.target.value })}
      />
      <SelectField
        id="note-kind"
        label={t('page.note.fields.kind')}
        problem={problems.kind}
        options={NOTE_KINDS.map(value => ({
          value,
          label: t(`page.note.kinds.${value}`),
        }))}
        value={form.kind}
        onChange={kind => onChange({ kind })}
      />
      <TimeField
        id="note-at"
        label={t('page.note.fields.at')}
        problem={problems.at}
        required
        precise
        value={form.at}
        onChange={at => onChange({ at })}
      />
      <SelectField
        id="note-service"
        label={t('common.names.entity')}
        problem={problems.service}
        options={services.map((value, index) => ({
          value,
          label: names[index],
        }))}
        value={form.service}
        onChange={service => onChange({ service })}
      />
    </>
  );
}

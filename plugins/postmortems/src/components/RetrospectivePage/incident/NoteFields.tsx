import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import { useEntityTitles } from '../entities/useEntityOptions';
import { focusOnMount } from '../focusOnMount';
import {
  NOTE_KINDS,
  type NoteField,
  type NoteForm,
  type NoteKind,
} from './note';
import { TIME_FIELD } from './times';

/** What is noted, when it was, where it comes from, and which service it is about. */
export function NoteFields(props: {
  form: NoteForm;
  services: readonly string[];
  messages: Partial<Record<NoteField, string>>;
  onChange(part: Partial<NoteForm>): void;
}) {
  const { form, services, messages, onChange } = props;
  const { t } = useWords();
  const titles = useEntityTitles(services);
  const common = (field: NoteField) => ({
    id: `note-${field}`,
    label: t(`page.note.fields.${field}`),
    error: messages[field] !== undefined,
    helperText: messages[field],
  });
  return (
    <>
      <FormField
        {...common('text')}
        inputRef={focusOnMount}
        required
        multiline
        maxRows={8}
        value={form.text}
        onChange={event => onChange({ text: event.target.value })}
      />
      <FormField
        {...common('kind')}
        select
        SelectProps={{ native: true }}
        value={form.kind}
        onChange={event => onChange({ kind: event.target.value as NoteKind })}
      >
        {NOTE_KINDS.map(kind => (
          <option key={kind} value={kind}>
            {t(`page.note.kinds.${kind}`)}
          </option>
        ))}
      </FormField>
      <FormField
        {...TIME_FIELD}
        {...common('at')}
        required
        value={form.at}
        onChange={event => onChange({ at: event.target.value })}
      />
      <FormField
        {...common('service')}
        select
        SelectProps={{ native: true }}
        value={form.service}
        onChange={event => onChange({ service: event.target.value })}
      >
        {titles.map(({ ref, title }) => (
          <option key={ref} value={ref}>
            {title}
          </option>
        ))}
      </FormField>
    </>
  );
}

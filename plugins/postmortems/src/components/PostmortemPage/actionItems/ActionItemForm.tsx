import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  actionItemPrioritySchema,
  actionItemTypeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { CatalogField, useKindSearch } from '../../shared/catalog';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormField } from '../../shared/form/FormField';
import { SaveOrCancel } from '../../shared/form/SaveOrCancel';
import { SelectField } from '../../shared/form/SelectField';
import { useWords } from '../../shared/useWords';
import { isComplete, type ActionItemFields } from './actionItemFields';
import { WordingHints } from './WordingHints';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
  },
}));

/**
 * The fields of an action item, with hints at words that are vague. Starts in the first field; Enter saves, Ctrl+Enter does so in
 * a field of several lines too, Escape leaves it.
 *
 * @param props - `children` stand above the buttons: conflicts and failures
 */
export function ActionItemForm(props: {
  id: string;
  label: string;
  fields: ActionItemFields;
  saving: boolean;
  onChange(part: Partial<ActionItemFields>): void;
  onSave(): void;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { id, label, fields, saving, children } = props;
  const { onChange, onSave, onCancel } = props;
  const classes = useStyles();
  const { t } = useWords();
  const searchOwners = useKindSearch('group', 'user');
  const complete = isComplete(fields);
  const save = () => {
    if (complete) onSave();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    }
    const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    // A field that takes the key for itself has done so
    if (saves && !event.defaultPrevented) {
      event.preventDefault();
      save();
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys work in each of its fields
    <form onSubmit={submit} onKeyDown={onKeyDown} aria-label={label} noValidate>
      <FormField
        id={`${id}-title`}
        label={t('page.actionItem.fields.title')}
        value={fields.title}
        onChange={event => onChange({ title: event.target.value })}
        inputRef={focusOnMount}
        required
      />
      <FormField
        id={`${id}-endState`}
        label={t('page.actionItem.fields.endState')}
        help={t('page.actionItem.endStateHelp')}
        value={fields.endState}
        onChange={event => onChange({ endState: event.target.value })}
        multiline
        required
      />
      {complete && <WordingHints item={fields} live />}
      <div className={classes.row}>
        <SelectField
          id={`${id}-type`}
          label={t('common.names.type')}
          options={actionItemTypeSchema.options.map(value => ({
            value,
            label: t(`page.actionItem.type.${value}`),
          }))}
          value={fields.type}
          onChange={type => onChange({ type })}
        />
        <SelectField
          id={`${id}-priority`}
          label={t('common.names.priority')}
          options={actionItemPrioritySchema.options.map(value => ({
            value,
            label: t(`page.actionItem.priority.${value}`),
          }))}
          value={fields.priority}
          onChange={priority => onChange({ priority })}
        />
        <CatalogField
          id={`${id}-owner`}
          label={t('common.names.owner')}
          search={searchOwners}
          value={fields.owner || undefined}
          onChange={(owner = '') => onChange({ owner })}
        />
        <FormField
          id={`${id}-due`}
          type="date"
          label={t('common.names.due')}
          InputLabelProps={{ shrink: true }}
          value={fields.due}
          onChange={event => onChange({ due: event.target.value })}
        />
      </div>
      {children}
      <SaveOrCancel
        saving={saving}
        incomplete={!complete}
        onCancel={onCancel}
      />
    </form>
  );
}

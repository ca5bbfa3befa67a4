import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  actionItemPrioritySchema,
  actionItemTypeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import { EntityRefField } from '../entities/EntityRefField';
import { focusOnMount } from '../focusOnMount';
import { isComplete, type ActionItemFields } from './actionItemFields';
import { WordingHints } from './WordingHints';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
  },
  actions: {
    display: 'flex',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0),
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
  onChange(part: Partial<ActionItemFields>): void;
  onSave(): void;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { id, label, fields, onChange, onSave, onCancel, children } = props;
  const classes = useStyles();
  const { t } = useWords();
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
        helperText={t('page.actionItem.endStateHelp')}
        value={fields.endState}
        onChange={event => onChange({ endState: event.target.value })}
        multiline
        required
      />
      {complete && <WordingHints item={fields} live />}
      <div className={classes.row}>
        <FormField
          id={`${id}-type`}
          select
          SelectProps={{ native: true }}
          label={t('page.actionItem.fields.type')}
          value={fields.type}
          onChange={event =>
            onChange({ type: actionItemTypeSchema.parse(event.target.value) })
          }
        >
          {actionItemTypeSchema.options.map(type => (
            <option key={type} value={type}>
              {t(`page.actionItem.type.${type}`)}
            </option>
          ))}
        </FormField>
        <FormField
          id={`${id}-priority`}
          select
          SelectProps={{ native: true }}
          label={t('page.actionItem.fields.priority')}
          value={fields.priority}
          onChange={event =>
            onChange({
              priority: actionItemPrioritySchema.parse(event.target.value),
            })
          }
        >
          {actionItemPrioritySchema.options.map(priority => (
            <option key={priority} value={priority}>
              {t(`page.actionItem.priority.${priority}`)}
            </option>
          ))}
        </FormField>
        <EntityRefField
          id={`${id}-owner`}
          label={t('page.actionItem.fields.owner')}
          kinds={['group', 'user']}
          value={fields.owner ? [fields.owner] : []}
          onChange={([owner = '']) => onChange({ owner })}
        />
        <FormField
          id={`${id}-due`}
          type="date"
          label={t('page.actionItem.fields.due')}
          InputLabelProps={{ shrink: true }}
          value={fields.due}
          onChange={event => onChange({ due: event.target.value })}
        />
      </div>
      {children}
      <div className={classes.actions}>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={!complete}
        >
          {t('page.editing.save')}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t('page.editing.cancel')}
        </Button>
      </div>
    </form>
  );
}

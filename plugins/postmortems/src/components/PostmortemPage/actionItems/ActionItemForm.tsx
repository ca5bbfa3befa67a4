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
import type { Form } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
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
 * The form of an action item, with hints at vague wording. Enter saves, in
 * multiline fields Ctrl+Enter. Escape cancels.
 *
 * @param props - `children` are shown above the buttons
 */
export function ActionItemForm(props: {
  id: string;
  label: string;
  form: Form<ActionItemFields>;
  saving: boolean;
  onSave(): void;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { id, label, form, saving, children, onSave, onCancel } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const searchOwners = useKindSearch('group', 'user');
  const complete = isComplete(form.values);
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
    // Unless a field handles the key itself
    if (saves && !event.defaultPrevented) {
      event.preventDefault();
      save();
    }
  };
  const owner = form.bind('owner');
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys work in each of its fields
    <form onSubmit={submit} onKeyDown={onKeyDown} aria-label={label} noValidate>
      <FormField
        id={`${id}-title`}
        label={t('page.actionItem.fields.title')}
        inputRef={focusOnMount}
        required
        {...form.bind('title')}
      />
      <FormField
        id={`${id}-endState`}
        label={t('page.actionItem.fields.endState')}
        help={t('page.actionItem.endStateHelp')}
        multiline
        required
        {...form.bind('endState')}
      />
      {complete && <WordingHints item={form.values} live />}
      <div className={classes.row}>
        <SelectField
          id={`${id}-type`}
          label={t('common.names.type')}
          options={actionItemTypeSchema.options.map(value => ({
            value,
            label: t(`page.actionItem.type.${value}`),
          }))}
          {...form.bind('type')}
        />
        <SelectField
          id={`${id}-priority`}
          label={t('common.names.priority')}
          options={actionItemPrioritySchema.options.map(value => ({
            value,
            label: t(`page.actionItem.priority.${value}`),
          }))}
          {...form.bind('priority')}
        />
        <CatalogField
          id={`${id}-owner`}
          label={t('common.names.owner')}
          search={searchOwners}
          value={owner.value || undefined}
          onChange={(ref = '') => owner.onChange(ref)}
        />
        <FormField
          id={`${id}-due`}
          type="date"
          label={t('common.names.due')}
          InputLabelProps={{ shrink: true }}
          {...form.bind('due')}
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

import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  actionItemPrioritySchema,
  actionItemTypeSchema,
  entityRefSchema,
  wordingHints,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { FailureAlert } from '../../FailureAlert';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';

const useStyles = makeStyles((theme: Theme) => ({
  row: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))',
  },
  actions: {
    display: 'flex',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
  hints: { margin: theme.spacing(1, 0), paddingLeft: theme.spacing(2.5) },
}));

/** What people decide of a follow-up. */
export type ActionItemFields = Pick<
  ActionItem,
  'title' | 'type' | 'priority' | 'endState'
> & { owner: string; due: string };

const EMPTY: ActionItemFields = {
  title: '',
  type: 'prevent',
  priority: 'medium',
  endState: '',
  owner: '',
  due: '',
};

/** The fields of a follow-up, with hints at words that are vague. Escape leaves it. */
export function ActionItemForm(props: {
  id: string;
  item?: ActionItem;
  saving: boolean;
  failure: unknown;
  onSave(fields: ActionItemFields): void;
  onCancel(): void;
}) {
  const { id, item, saving, failure, onSave, onCancel } = props;
  const classes = useStyles();
  const { t } = useWords();
  const [fields, setFields] = useState<ActionItemFields>(() =>
    item
      ? {
          ...EMPTY,
          title: item.title,
          type: item.type,
          priority: item.priority,
          endState: item.endState,
          owner: item.owner ?? '',
          due: item.dueAt?.slice(0, 10) ?? '',
        }
      : EMPTY,
  );
  const change = (part: Partial<ActionItemFields>) =>
    setFields(before => ({ ...before, ...part }));
  const ownerWrong =
    fields.owner !== '' && !entityRefSchema.safeParse(fields.owner).success;
  const incomplete =
    fields.title.trim().length < 3 || fields.endState.trim().length < 3;
  const hints = incomplete ? [] : wordingHints(fields);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!incomplete && !ownerWrong) onSave(fields);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape works in each of its fields
    <form
      onSubmit={submit}
      onKeyDown={leave}
      aria-label={item ? item.title : t('page.actionItem.add')}
      noValidate
    >
      <FormField
        id={`${id}-title`}
        label={t('page.actionItem.title')}
        value={fields.title}
        onChange={event => change({ title: event.target.value })}
        required
      />
      <FormField
        id={`${id}-end`}
        label={t('page.actionItem.done')}
        helperText={t('page.actionItem.endStateHelp')}
        value={fields.endState}
        onChange={event => change({ endState: event.target.value })}
        multiline
        required
      />
      <div className={classes.row}>
        <FormField
          id={`${id}-type`}
          select
          SelectProps={{ native: true }}
          label={t('page.actionItem.typeLabel')}
          value={fields.type}
          onChange={event =>
            change({ type: actionItemTypeSchema.parse(event.target.value) })
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
          label={t('page.actionItem.priorityLabel')}
          value={fields.priority}
          onChange={event =>
            change({
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
        <FormField
          id={`${id}-owner`}
          label={t('page.actionItem.owner')}
          placeholder="group:default/sre-team"
          value={fields.owner}
          error={ownerWrong}
          helperText={ownerWrong && t('page.actionItem.ownerWrong')}
          onChange={event => change({ owner: event.target.value.trim() })}
        />
        <FormField
          id={`${id}-due`}
          type="date"
          label={t('page.actionItem.due')}
          InputLabelProps={{ shrink: true }}
          value={fields.due}
          onChange={event => change({ due: event.target.value })}
        />
      </div>
      {hints.length > 0 && (
        <ul className={classes.hints} aria-live="polite">
          {hints.map(hint => (
            <li key={hint}>
              <Typography variant="body2">
                {t(`page.actionItem.hints.${hint}`)}
              </Typography>
            </li>
          ))}
        </ul>
      )}
      {failure !== undefined && (
        <FailureAlert title={t('page.actionItem.failed')} error={failure} />
      )}
      <div className={classes.actions}>
        <Button
          type="submit"
          size="small"
          variant="contained"
          color="primary"
          disabled={saving || incomplete || ownerWrong}
        >
          {t('page.editing.save')}
        </Button>
        <Button size="small" onClick={onCancel} disabled={saving}>
          {t('page.editing.cancel')}
        </Button>
      </div>
    </form>
  );
}

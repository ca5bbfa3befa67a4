import {
  actionItemStateSchema,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';

/** Where a follow-up may go from where it is; the server has the last word. */
const NEXT: Record<ActionItem['state'], readonly ActionItem['state'][]> = {
  proposed: ['open', 'in_progress', 'done', 'dropped'],
  open: ['in_progress', 'done', 'dropped'],
  in_progress: ['open', 'done', 'dropped'],
  done: ['verified', 'open', 'in_progress'],
  verified: ['open'],
  dropped: ['open'],
};

/** How far a follow-up has come, as a choice of where it goes next. */
export function ActionItemState(props: {
  item: ActionItem;
  disabled: boolean;
  onChange(state: Exclude<ActionItem['state'], 'proposed'>): void;
}) {
  const { item, disabled, onChange } = props;
  const { t } = useWords();
  return (
    <FormField
      id={`${item.id}-state`}
      select
      fullWidth={false}
      SelectProps={{ native: true }}
      label={t('page.actionItem.stateLabel')}
      value={item.state}
      disabled={disabled}
      onChange={({ target: { value } }) =>
        onChange(actionItemStateSchema.exclude(['proposed']).parse(value))
      }
    >
      {[item.state, ...NEXT[item.state]].map(state => (
        <option key={state} value={state}>
          {t(`page.actionItem.state.${state}`)}
        </option>
      ))}
    </FormField>
  );
}

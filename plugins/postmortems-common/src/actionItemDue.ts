import {
  ACTION_ITEM_STATES_BY_STATUS,
  type ActionItem,
} from './schema/actionItem';

/**
 * Whether an action item is overdue at a time, in milliseconds since 1970:
 * somebody has taken it on, nobody has finished it, and its due date is past.
 * The SQL of lists (`ActionItemStore`) and of org metrics (`countActionItems`)
 * says the same.
 *
 * @public
 */
export function isOverdue(
  { state, dueAt }: Pick<ActionItem, 'state' | 'dueAt'>,
  now: number = Date.now(),
): boolean {
  return (
    dueAt !== undefined &&
    ACTION_ITEM_STATES_BY_STATUS.overdue.includes(state) &&
    Date.parse(dueAt) < now
  );
}

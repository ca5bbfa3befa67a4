import type {
  ActionItem,
  PatchActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatUtcDate } from '../../shared/format/times';

/**
 * The values of an action item form. `due` is a UTC date; `owner` and `due`
 * may be empty.
 */
export type ActionItemFields = Pick<
  ActionItem,
  'title' | 'type' | 'priority' | 'endState'
> & { owner: string; due: string };

export const EMPTY_ACTION_ITEM: ActionItemFields = {
  title: '',
  type: 'prevent',
  priority: 'medium',
  endState: '',
  owner: '',
  due: '',
};

const MIN_LENGTH = 3;

export function fieldsOf(item: ActionItem): ActionItemFields {
  const { title, type, priority, endState, owner, dueAt } = item;
  return {
    title,
    type,
    priority,
    endState,
    owner: owner ?? '',
    due: dueAt ? formatUtcDate(dueAt) : '',
  };
}

/** Whether the server would accept it. */
export function isComplete({ title, endState }: ActionItemFields): boolean {
  return (
    title.trim().length >= MIN_LENGTH && endState.trim().length >= MIN_LENGTH
  );
}

/** An item that is due on a date is not overdue before the end of that date. */
export function endOfDay(date: string): string {
  return `${date}T23:59:59.999Z`;
}

/** The patch from one state to another; empty without changes. */
export function changesOf(
  before: ActionItemFields,
  after: ActionItemFields,
): Omit<PatchActionItem, 'version'> {
  const { title, type, priority, endState, owner, due } = after;
  const changed = (field: keyof ActionItemFields) =>
    before[field] !== after[field];
  return {
    ...(changed('title') && { title }),
    ...(changed('type') && { type }),
    ...(changed('priority') && { priority }),
    ...(changed('endState') && { endState }),
    ...(changed('owner') && { owner: owner || null }),
    ...(changed('due') && { dueAt: due ? endOfDay(due) : null }),
  };
}

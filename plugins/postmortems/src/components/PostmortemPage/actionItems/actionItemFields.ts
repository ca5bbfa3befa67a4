import type {
  ActionItem,
  PatchActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { dayOf } from '../../shared/times';

/** What people decide of an action item, as a form holds it: an empty `owner` or `due` is none, `due` is a day in UTC. */
export type ActionItemFields = Pick<
  ActionItem,
  'title' | 'type' | 'priority' | 'endState'
> & { owner: string; due: string };

export type ActionItemField = keyof ActionItemFields;

/** A field that somebody else has changed since the writer saw it; `yours` only if the writer changed it too. */
export type ActionItemConflict = {
  field: ActionItemField;
  theirs: string;
  yours?: string;
};

export const EMPTY_ACTION_ITEM: ActionItemFields = {
  title: '',
  type: 'prevent',
  priority: 'medium',
  endState: '',
  owner: '',
  due: '',
};

const FIELDS = Object.keys(EMPTY_ACTION_ITEM) as ActionItemField[];
const MIN_LENGTH = 3;

export function fieldsOf(item: ActionItem): ActionItemFields {
  const { title, type, priority, endState, owner, dueAt } = item;
  return {
    title,
    type,
    priority,
    endState,
    owner: owner ?? '',
    due: dueAt ? dayOf(dueAt) : '',
  };
}

/** Whether the server would take it. */
export function isComplete({ title, endState }: ActionItemFields): boolean {
  return (
    title.trim().length >= MIN_LENGTH && endState.trim().length >= MIN_LENGTH
  );
}

/** What is due on a day is not overdue before that day is over everywhere that keeps UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59.999Z`;
}

/** The fields that differ, as the API takes them; empty when nothing was changed. */
export function changesOf(
  before: ActionItemFields,
  after: ActionItemFields,
): Omit<PatchActionItem, 'version'> {
  const { title, type, priority, endState, owner, due } = after;
  const differs = (field: ActionItemField) => before[field] !== after[field];
  return {
    ...(differs('title') && { title }),
    ...(differs('type') && { type }),
    ...(differs('priority') && { priority }),
    ...(differs('endState') && { endState }),
    ...(differs('owner') && { owner: owner || null }),
    ...(differs('due') && { dueAt: due ? endOfDay(due) : null }),
  };
}

/** Puts the writer's changes on top of somebody else's: nothing that was typed is lost, and nothing of theirs is reverted unseen. */
export function mergeFields(options: {
  base: ActionItemFields;
  yours: ActionItemFields;
  theirs: ActionItemFields;
}): { fields: ActionItemFields; conflicts: ActionItemConflict[] } {
  const { base, yours, theirs } = options;
  const merged: Record<string, string> = {};
  const conflicts: ActionItemConflict[] = [];
  for (const field of FIELDS) {
    const changed = yours[field] !== base[field];
    merged[field] = changed ? yours[field] : theirs[field];
    if (theirs[field] !== base[field] && theirs[field] !== yours[field]) {
      conflicts.push({
        field,
        theirs: theirs[field],
        ...(changed && { yours: yours[field] }),
      });
    }
  }
  return { fields: merged as ActionItemFields, conflicts };
}

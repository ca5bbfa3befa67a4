import { InputError } from '@backstage/errors';
import {
  ACTION_ITEM_TRANSITIONS,
  CLOSED_ACTION_ITEM_STATES,
  type ActionItemRecord,
  type PatchActionItem,
  type PostmortemTemplate,
  type RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import { RuleViolationError } from '../platform/http';

/**
 * `null` clears a field. Throws `InputError` for a forbidden change of state.
 */
export function applyPatch(
  current: ActionItemRecord,
  { version, ...patch }: PatchActionItem,
): ActionItemRecord {
  const { state = current.state } = patch;
  const possible = ACTION_ITEM_TRANSITIONS[current.state];
  if (state !== current.state && !possible.includes(state)) {
    throw new InputError(
      `state: an action item that is ${current.state} goes to ${possible.join(
        ' or ',
      )}, not to ${state}`,
    );
  }
  const now = new Date().toISOString();
  const closed = CLOSED_ACTION_ITEM_STATES.includes(state);
  const next = Object.fromEntries(
    Object.entries({
      ...current,
      ...patch,
      version: current.version + 1,
      updatedAt: now,
      closedAt: closed ? current.closedAt ?? now : null,
    }).filter(([, value]) => value !== null && value !== undefined),
  );
  return next as ActionItemRecord;
}

/** Whether the item says already what the change would make it say. */
export function hasAlready(
  current: ActionItemRecord,
  { version: _, ...patch }: PatchActionItem,
): boolean {
  const stands: Record<string, unknown> = current;
  return Object.entries(patch).every(([field, value]) =>
    isDeepStrictEqual(stands[field] ?? null, value ?? null),
  );
}

/**
 * Throws `RuleViolationError` for a missing field that the template requires.
 */
export function assertRules(
  { state, owner, dueAt }: ActionItemRecord,
  template: PostmortemTemplate,
): void {
  if (state === 'proposed' || state === 'dropped') return;
  const { assigneeRequired, dueDateRequired } = template.sections.actionItems;
  const violations: RuleViolation[] = [
    ...(assigneeRequired && !owner
      ? [
          {
            rule: 'action_items.assignee_required',
            message: 'The template wants an owner for each action item',
            path: 'owner',
          },
        ]
      : []),
    ...(dueDateRequired && !dueAt
      ? [
          {
            rule: 'action_items.due_date_required',
            message: 'The template wants a due date for each action item',
            path: 'dueAt',
          },
        ]
      : []),
  ];
  if (violations.length > 0) {
    throw new RuleViolationError('The action item breaks rules', violations);
  }
}

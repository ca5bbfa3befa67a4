import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import {
  actionItemPrioritySchema,
  actionItemTypeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import type { Words } from '../../shared/useWords';
import type { ConflictRow } from '../conflict/ConflictNote';
import type { ActionItemConflict, ActionItemField } from './actionItemFields';

/** A conflict over a field of an action item, as people read it. */
export function conflictRow(
  conflict: ActionItemConflict,
  t: Words,
): Omit<ConflictRow, 'onTakeTheirs'> {
  const { field, theirs, yours } = conflict;
  return {
    field,
    name:
      field === 'title' || field === 'endState'
        ? t(`page.actionItem.fields.${field}`)
        : t(`common.names.${field}`),
    theirs: valueOf(field, theirs, t),
    ...(yours !== undefined && { yours: valueOf(field, yours, t) }),
  };
}

function valueOf(field: ActionItemField, value: string, t: Words): ReactNode {
  if (value === '') return t('page.conflict.nothing');
  switch (field) {
    case 'type':
      return t(`page.actionItem.type.${actionItemTypeSchema.parse(value)}`);
    case 'priority':
      return t(
        `page.actionItem.priority.${actionItemPrioritySchema.parse(value)}`,
      );
    case 'owner':
      return <EntityDisplayName entityRef={value} />;
    default:
      return value;
  }
}

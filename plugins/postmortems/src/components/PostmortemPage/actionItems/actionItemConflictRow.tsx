import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';
import type { TFunction } from '../../shared/translation/useTranslation';
import type { ConflictRow } from '../conflict/ConflictNote';
import type { FieldConflict } from '../conflict/mergeForms';
import type { ActionItemFields } from './actionItemFields';

/** The row of a conflicting action item field. */
export function actionItemConflictRow(
  { field, both }: FieldConflict<ActionItemFields>,
  theirs: ActionItemFields,
  yours: ActionItemFields,
  t: TFunction,
): Omit<ConflictRow, 'onTakeTheirs'> {
  return {
    field,
    name:
      field === 'title' || field === 'endState'
        ? t(`page.actionItem.fields.${field}`)
        : t(`common.names.${field}`),
    theirs: valueOf(field, theirs, t),
    ...(both && { yours: valueOf(field, yours, t) }),
  };
}

function valueOf(
  field: keyof ActionItemFields,
  fields: ActionItemFields,
  t: TFunction,
): ReactNode {
  if (fields[field] === '') return t('page.conflict.empty');
  switch (field) {
    case 'type':
      return t(`page.actionItem.type.${fields.type}`);
    case 'priority':
      return t(`page.actionItem.priority.${fields.priority}`);
    case 'owner':
      return <EntityDisplayName entityRef={fields.owner} />;
    default:
      return fields[field];
  }
}

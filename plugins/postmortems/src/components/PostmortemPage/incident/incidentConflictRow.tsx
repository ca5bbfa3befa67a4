import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';
import { toInstant } from '../../shared/form/timeField';
import type { IncidentForm } from '../../shared/incident/incidentForm';
import { formatUtcDateTime } from '../../shared/format/times';
import type { TFunction } from '../../shared/translation/useTranslation';
import type { ConflictRow } from '../conflict/ConflictNote';

/** The row of a conflicting incident field. */
export function incidentConflictRow(
  field: keyof IncidentForm,
  theirs: IncidentForm,
  yours: IncidentForm,
  t: TFunction,
): Omit<ConflictRow, 'onTakeTheirs'> {
  return {
    field,
    name: t(`common.names.${field}`),
    theirs: valueOf(field, theirs, t),
    yours: valueOf(field, yours, t),
  };
}

function valueOf(
  field: keyof IncidentForm,
  form: IncidentForm,
  t: TFunction,
): ReactNode {
  switch (field) {
    case 'severity':
      return t(`common.severity.${form.severity}`);
    case 'visibility':
      return t(`common.${form.visibility}`);
    case 'services':
    case 'participants':
      if (form[field].length === 0) return t('page.conflict.empty');
      return form[field].map((ref, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          <EntityDisplayName entityRef={ref} hideIcon />
        </span>
      ));
    case 'title':
    case 'description':
      return form[field] || t('page.conflict.empty');
    default: {
      const instant = toInstant(form[field]);
      // Invalid times are returned unchanged
      return instant === form[field]
        ? form[field] || t('page.conflict.empty')
        : formatUtcDateTime(instant);
    }
  }
}

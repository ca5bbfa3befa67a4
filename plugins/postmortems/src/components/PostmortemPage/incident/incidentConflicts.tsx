import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import type { ReactNode } from 'react';
import { toInstant } from '../../shared/form/timeField';
import {
  INCIDENT_FIELDS,
  type IncidentForm,
} from '../../shared/incident/incidentForm';
import { utcText } from '../../shared/times';
import type { Words } from '../../shared/useWords';
import type { ConflictRow } from '../conflict/ConflictNote';

/** A field that somebody else has changed since the writer saw it, and the writer too, to something else. */
export type IncidentConflict = keyof IncidentForm;

const FIELDS: readonly IncidentConflict[] = [...INCIDENT_FIELDS, 'visibility'];

/** Puts the writer's changes on top of somebody else's. */
export function mergeIncident(options: {
  base: IncidentForm;
  yours: IncidentForm;
  theirs: IncidentForm;
}): { form: IncidentForm; conflicts: IncidentConflict[] } {
  const { base, yours, theirs } = options;
  const differs = (
    field: IncidentConflict,
    one: IncidentForm,
    other: IncidentForm,
  ) => JSON.stringify(one[field]) !== JSON.stringify(other[field]);
  const mine = FIELDS.filter(field => differs(field, yours, base));
  return {
    form: {
      ...theirs,
      ...Object.fromEntries(mine.map(field => [field, yours[field]])),
    },
    conflicts: mine.filter(
      field => differs(field, theirs, base) && differs(field, theirs, yours),
    ),
  };
}

/** A conflict over a field of an incident, as people read it. */
export function incidentConflictRow(
  field: IncidentConflict,
  theirs: IncidentForm,
  yours: IncidentForm,
  t: Words,
): Omit<ConflictRow, 'onTakeTheirs'> {
  return {
    field,
    name: t(`common.names.${field}`),
    theirs: valueOf(field, theirs, t),
    yours: valueOf(field, yours, t),
  };
}

function valueOf(
  field: IncidentConflict,
  form: IncidentForm,
  t: Words,
): ReactNode {
  switch (field) {
    case 'severity':
      return t(`common.severity.${form.severity}`);
    case 'visibility':
      return t(`common.${form.visibility}`);
    case 'services':
    case 'participants':
      if (form[field].length === 0) return t('page.conflict.nothing');
      return form[field].map((ref, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          <EntityDisplayName entityRef={ref} hideIcon />
        </span>
      ));
    case 'title':
    case 'description':
      return form[field] || t('page.conflict.nothing');
    default: {
      const instant = toInstant(form[field]);
      // What is no time comes back as it was
      return instant === form[field]
        ? form[field] || t('page.conflict.nothing')
        : utcText(instant);
    }
  }
}

import {
  actionItemStateSchema,
  type AuditChange,
} from '@postmortems/backstage-plugin-postmortems-common';
import { formatNumber } from '../../shared/format/numbers';
import { formatUtcDateTime } from '../../shared/format/times';
import type { TFunction } from '../../shared/translation/useTranslation';
import { VERDICTS } from '../../shared/verdicts/verdicts';

/** Fields that the sentence says already, or that mean nothing to a reader. */
const UNTOLD = ['revision', 'undeterminedAccepted'];

/** Entries in which the status is what the sentence is about. */
const TELLS_STATUS = 'postmortem.transition';

/** The changes that are worth a line of their own. */
export function toldChanges(
  action: string,
  changes: readonly AuditChange[],
): AuditChange[] {
  // All of a new thing is new
  if (action === 'action_item.create' || isFirstRevision(action, changes)) {
    return [];
  }
  return changes.filter(
    ({ field, to }) =>
      !UNTOLD.includes(field) &&
      !(field === 'status' && action === TELLS_STATUS) &&
      !(typeof to === 'object' && action === 'incident.create'),
  );
}

function isFirstRevision(
  action: string,
  changes: readonly AuditChange[],
): boolean {
  return (
    action === 'postmortem.revise' &&
    changes.some(
      ({ field, from }) => field === 'revision' && from === undefined,
    )
  );
}

/** The field as the page calls it. */
export function fieldName(field: string, t: TFunction): string {
  const verdict = VERDICTS.find(one => one === field);
  if (verdict) {
    return t('page.activity.fields.claims', {
      verdict: t(`common.verdict.${verdict}`),
    });
  }
  switch (field) {
    case 'title':
    case 'severity':
    case 'visibility':
    case 'services':
    case 'status':
    case 'participants':
    case 'description':
    case 'startedAt':
    case 'detectedAt':
    case 'mitigatedAt':
    case 'resolvedAt':
    case 'owner':
    case 'type':
    case 'priority':
    case 'state':
      return t(`common.names.${field}`);
    case 'dueAt':
    case 'endState':
    case 'ticketKey':
    case 'ticketUrl':
    case 'sourceUrl':
    case 'rootCauseStatus':
    case 'notices':
      return t(`page.activity.fields.${field}`);
    default:
      return field;
  }
}

/** A stored value in the words of the page. */
export function valueWord(field: string, value: string, t: TFunction): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatUtcDateTime(value);
  if (/^\d+$/.test(value)) return formatNumber(Number(value));
  switch (value) {
    case 'sev1':
    case 'sev2':
    case 'sev3':
    case 'sev4':
    case 'sev5':
      return t(`common.severity.${value}`);
    case 'public':
    case 'private':
      return t(`common.${value}`);
    case 'high':
    case 'medium':
    case 'low':
      return t(`common.priority.${value}`);
    case 'draft':
    case 'in_review':
    case 'approved':
    case 'published':
      return t(`common.reviewStatus.${value}`);
    case 'undetermined':
    case 'candidates':
    case 'confirmed':
      return t(`page.activity.rootCauseStatus.${value}`);
    default:
  }
  const state = actionItemStateSchema.safeParse(value);
  return field === 'state' && state.success
    ? t(`common.actionItem.${state.data}`)
    : value;
}

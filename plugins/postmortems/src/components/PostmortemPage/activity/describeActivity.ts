import type {
  AuditDetails,
  AuditEntry,
  Postmortem,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import { countParams } from '../../shared/format/numbers';
import type { TFunction } from '../../shared/translation/useTranslation';
import { actionItemsOf } from '../actionItems/actionItemsOf';

/** What was done, in words that follow the name of who did it. */
export function describeActivity(
  entry: AuditEntry,
  postmortem: Postmortem,
  t: TFunction,
): string {
  const { details } = entry;
  switch (entry.action) {
    case 'incident.create':
      return t('page.activity.did.openedIncident');
    case 'incident.update':
      return t('page.activity.did.changedIncident');
    case 'incident.reassign':
      return t('page.activity.did.reassigned');
    case 'incident.restrict':
      return t('page.activity.did.restricted');
    case 'incident.set_notices':
      return t('page.activity.did.setNotices');
    case 'incident.remove_secrets':
      return t('page.activity.did.removedSecrets');
    case 'evidence.insert':
      return t(
        'page.activity.did.addedEvidence',
        countParams(details.created ?? 0),
      );
    case 'trace.create':
      return t('page.activity.did.addedTrace');
    case 'seal.create':
      return t('page.activity.did.sealed', countParams(details.nodes ?? 0));
    case 'seal.broken':
      return t(
        'page.activity.did.foundBroken',
        countParams(details.problems ?? 0),
      );
    case 'seal.intact':
      return t('page.activity.did.foundIntact');
    case 'seal.notify':
      return t('page.activity.did.notified', {
        receivers: (details.receivers ?? []).join(', '),
      });
    case 'postmortem.revise':
      return describeRevision(entry, details, postmortem, t);
    case 'postmortem.regenerate_same':
      return t('page.activity.did.regeneratedSame');
    case 'postmortem.retry_recheck':
      return t('page.activity.did.retriedRecheck');
    case 'postmortem.rename_verdicts':
      return t('page.activity.did.renamedVerdicts');
    case 'postmortem.transition': {
      const status = entry.changes.find(({ field }) => field === 'status');
      return t('page.activity.did.moved', {
        from: t(`common.reviewStatus.${status?.from as ReviewStatus}`),
        to: t(`common.reviewStatus.${status?.to as ReviewStatus}`),
      });
    }
    case 'action_item.create':
    case 'action_item.update': {
      const title = titleOf(entry, postmortem);
      const isNew = entry.action === 'action_item.create';
      if (title === undefined) {
        return isNew
          ? t('page.activity.did.addedAnActionItem')
          : t('page.activity.did.changedAnActionItem');
      }
      return isNew
        ? t('page.activity.did.addedActionItem', { title })
        : t('page.activity.did.changedActionItem', { title });
    }
    default:
      return t('page.activity.did.other', { action: entry.action });
  }
}

function describeRevision(
  entry: AuditEntry,
  { author, decisions, revision, sections = [] }: AuditDetails,
  postmortem: Postmortem,
  t: TFunction,
): string {
  if (entry.actor === 'postmortems:recheck') {
    return t('page.activity.did.recomputed');
  }
  if (author !== 'person' && author !== 'machine') {
    return revision === 1
      ? t('page.activity.did.drafted')
      : t('page.activity.did.regenerated');
  }
  const accepted = entry.changes.find(
    ({ field }) => field === 'undeterminedAccepted',
  );
  if (accepted) {
    return accepted.to
      ? t('page.activity.did.acceptedUndetermined')
      : t('page.activity.did.withdrewUndetermined');
  }
  switch (decisions?.[0]?.outcome) {
    case 'confirmed':
      return t('page.activity.did.confirmedCause');
    case 'ruled_out':
      return t('page.activity.did.ruledOutCause');
    case 'open':
      return t('page.activity.did.openedCause');
    default:
  }
  const titles = sections.flatMap(id => {
    const section = postmortem.sections.find(one => one.id === id);
    return section ? `“${section.title}”` : [];
  });
  return titles.length > 0
    ? t('page.activity.did.edited', { sections: titles.join(', ') })
    : t('page.activity.did.editedAny');
}

/** Of the action item as it is called now. */
function titleOf(
  { subjectId }: AuditEntry,
  postmortem: Postmortem,
): string | undefined {
  const itemId = subjectId.slice(subjectId.indexOf('/') + 1);
  return actionItemsOf(postmortem).find(({ id }) => id === itemId)?.title;
}

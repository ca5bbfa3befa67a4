import type { RetrospectiveSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../useWords';

/** How many action items of a postmortem wait: those taken on, and those that nobody has decided about. */
export function ActionItemCounts(props: {
  retrospective: Pick<
    RetrospectiveSummary,
    'openFollowUps' | 'proposedFollowUps'
  >;
}) {
  const { openFollowUps, proposedFollowUps } = props.retrospective;
  const { t } = useWords();
  const parts = [
    ...(openFollowUps > 0
      ? [t('common.actionItemCount.open', { number: `${openFollowUps}` })]
      : []),
    ...(proposedFollowUps > 0
      ? [
          t('common.actionItemCount.proposed', {
            number: `${proposedFollowUps}`,
          }),
        ]
      : []),
  ];
  return (
    <>
      {parts.length > 0 ? parts.join(', ') : t('common.actionItemCount.none')}
    </>
  );
}

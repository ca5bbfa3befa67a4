import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../translation/useTranslation';

/** The numbers of open and proposed action items of a postmortem. */
export function ActionItemCounts(props: {
  postmortem: Pick<
    PostmortemSummary,
    'openActionItems' | 'proposedActionItems'
  >;
}) {
  const { openActionItems, proposedActionItems } = props.postmortem;
  const { t } = useTranslation();
  const parts = [
    ...(openActionItems > 0
      ? [t('common.actionItemCount.open', { number: `${openActionItems}` })]
      : []),
    ...(proposedActionItems > 0
      ? [
          t('common.actionItemCount.proposed', {
            number: `${proposedActionItems}`,
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

import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import { useWords } from '../useWords';

/** How many action items of a postmortem wait: those taken on, and those that nobody has decided about. */
export function ActionItemCounts(props: {
  postmortem: Pick<
    PostmortemSummary,
    'openActionItems' | 'proposedActionItems'
  >;
}) {
  const { openActionItems, proposedActionItems } = props.postmortem;
  const { t } = useWords();
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

import {
  type PostmortemOrder,
  postmortemOrderSchema,
  type PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { ListTable, type ListColumn } from '../list';
import { UtcTime } from '../format/UtcTime';
import { useTranslation, type TFunction } from '../translation/useTranslation';
import { ActionItemCounts } from './ActionItemCounts';
import { IncidentDuration } from '../format/IncidentDuration';
import { PostmortemTitle } from './PostmortemTitle';
import { VerdictChips } from '../verdicts/VerdictChips';
import { SmallChip } from '../layout/SmallChip';

/** The column and direction of each order. */
const ORDERS = {
  newest: { columnId: 'started', direction: 'desc' },
  oldest: { columnId: 'started', direction: 'asc' },
  severity: { columnId: 'severity', direction: 'desc' },
  changed: { columnId: 'changed', direction: 'desc' },
} as const;

/** Postmortems with their review status, incident and verdicts. */
export function PostmortemTable(props: {
  postmortems: PostmortemSummary[];
  /** Name of the table for screen readers. */
  label: string;
  /** Without it, the table cannot be sorted. */
  order?: {
    value: PostmortemOrder;
    onChange(order: PostmortemOrder): void;
  };
}) {
  const { postmortems, label, order } = props;
  const { t } = useTranslation();
  return (
    <ListTable
      label={label}
      columns={columnsOf(t, { changed: order !== undefined })}
      items={postmortems}
      keyOf={({ id }) => id}
      order={
        order && {
          value: order.value,
          onChange: value => order.onChange(postmortemOrderSchema.parse(value)),
          options: postmortemOrderSchema.options.map(value => ({
            value,
            label: t(`common.list.orders.${value}`),
            ...ORDERS[value],
          })),
        }
      }
    />
  );
}

function columnsOf(
  t: TFunction,
  shown: { changed: boolean },
): ListColumn<PostmortemSummary>[] {
  return [
    {
      id: 'title',
      label: t('common.names.title'),
      cell: one => <PostmortemTitle postmortem={one} />,
    },
    {
      id: 'status',
      label: t('common.names.review'),
      cell: ({ status }) => (
        <SmallChip label={t(`common.reviewStatus.${status}`)} />
      ),
    },
    {
      id: 'severity',
      label: t('common.names.severity'),
      cell: ({ incident }) => t(`common.severity.${incident.severity}`),
    },
    {
      id: 'started',
      label: t('common.names.startedAt'),
      cell: ({ incident }) => <UtcTime at={incident.startedAt} />,
    },
    {
      id: 'duration',
      label: t('common.names.duration'),
      cell: ({ incident }) => (
        <IncidentDuration
          startedAt={incident.startedAt}
          resolvedAt={incident.resolvedAt}
        />
      ),
    },
    {
      id: 'claims',
      label: t('common.names.claims'),
      cell: ({ verdictCounts }) => <VerdictChips counts={verdictCounts} />,
    },
    {
      id: 'actionItems',
      label: t('common.actionItems'),
      cell: one => <ActionItemCounts postmortem={one} />,
    },
    ...(shown.changed
      ? [
          {
            id: 'changed',
            label: t('common.names.changed'),
            cell: ({ updatedAt }: PostmortemSummary) => (
              <UtcTime at={updatedAt} />
            ),
          },
        ]
      : []),
  ];
}

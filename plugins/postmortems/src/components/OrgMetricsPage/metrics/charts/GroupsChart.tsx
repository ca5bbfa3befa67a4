import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { ActionItemStatus } from '@postmortems/backstage-plugin-postmortems-common';
import { useNavigate } from '../../../../routing';
import { useTranslation } from '../../../shared/translation/useTranslation';
import { useEntityNames } from '../../../shared/catalog';
import { formatNumber } from '../../../shared/format/numbers';
import { Legend } from './Legend';
import { stripesOf, useFilledSeries } from './series';
import { useChartStyle } from './useChartStyle';

const ROW_HEIGHT = 32;
const AXIS_HEIGHT = 40;
const LABEL_WIDTH = 130;
/** The characters of a name that fit beside the bars. */
const LABEL_LETTERS = 17;
const CHART = 'groups-chart';

/** The number of action items per status. */
type GroupCounts = {
  notOverdue: number;
  overdue: number;
  closed: number;
};

/** A group with its action items; `none` for items without owner. */
type GroupRow = GroupCounts & { group: string };

/** Height of the chart, in pixels. */
function groupsChartHeight(groups: number): number {
  return groups * ROW_HEIGHT + AXIS_HEIGHT;
}

/** The action items of each group, stacked by status. */
export function GroupsChart(props: {
  groups: GroupRow[];
  /** The totals of all groups, including hidden ones. */
  totals: GroupCounts;
  pathTo(status: ActionItemStatus, group: string): string;
}) {
  const { groups, totals, pathTo } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const style = useChartStyle();
  const series = useFilledSeries(CHART, [
    { id: 'overdue', label: t('common.actionItem.overdue'), hue: 'amber' },
    {
      id: 'notOverdue',
      label: t('orgMetrics.groups.notOverdue'),
      hue: 'blue',
    },
    {
      id: 'closed',
      label: t('common.actionItem.closed'),
      hue: 'grey',
      striped: true,
    },
  ]);
  const listed: Record<string, ActionItemStatus | undefined> = {
    overdue: 'overdue',
    closed: 'closed',
  };
  return (
    <>
      <Legend
        series={series}
        valueOf={({ id }) => ({
          text: formatNumber(totals[id as keyof GroupCounts]),
        })}
      />
      <div role="img" aria-label={t('orgMetrics.groups.summary')}>
        <ResponsiveContainer
          width="100%"
          height={groupsChartHeight(groups.length)}
        >
          <BarChart data={groups} layout="vertical" margin={{ right: 16 }}>
            {stripesOf(CHART, series)}
            <CartesianGrid horizontal={false} {...style.grid} />
            <XAxis type="number" allowDecimals={false} {...style.axis} />
            <YAxis
              type="category"
              dataKey="group"
              width={LABEL_WIDTH}
              interval={0}
              {...style.axis}
              tick={<GroupTick {...style.axis.tick} />}
            />
            <Tooltip
              labelFormatter={group => <GroupName group={String(group)} />}
              {...style.tooltip}
            />
            {series.map(({ id, label, fill }) => {
              const status = listed[id];
              return (
                <Bar
                  key={id}
                  dataKey={id}
                  name={label}
                  stackId="groups"
                  fill={fill}
                  {...style.bar}
                  {...(status && {
                    cursor: 'pointer',
                    onClick: ({ payload }: { payload?: GroupRow }) => {
                      if (payload) navigate(pathTo(status, payload.group));
                    },
                  })}
                />
              );
            })}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}

/** The name of a group beside its bar, truncated. */
function GroupTick(props: {
  fill: string;
  fontSize: number;
  fontFamily?: string;
  x?: number;
  y?: number;
  payload?: { value: string };
}) {
  const { x, y, payload, fill, fontSize, fontFamily } = props;
  const name = useGroupName(payload?.value ?? '');
  return (
    <text
      x={x}
      y={y}
      dy={4}
      textAnchor="end"
      {...{ fill, fontSize, fontFamily }}
    >
      <title>{name}</title>
      {name.length > LABEL_LETTERS
        ? `${name.slice(0, LABEL_LETTERS - 1)}…`
        : name}
    </text>
  );
}

function GroupName(props: { group: string }) {
  return <>{useGroupName(props.group)}</>;
}

function useGroupName(group: string): string {
  const { t } = useTranslation();
  const [name] = useEntityNames(group === 'none' ? [] : [group]);
  return name ?? t('common.noOwner');
}

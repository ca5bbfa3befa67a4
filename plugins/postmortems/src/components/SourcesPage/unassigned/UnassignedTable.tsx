import { Link } from '@backstage/core-components';
import Checkbox from '@material-ui/core/Checkbox';
import { makeStyles } from '@material-ui/core/styles';
import type { UnassignedEvidence } from '@postmortems/backstage-plugin-postmortems-common';
import {
  describePayload,
  shorten,
} from '../../shared/evidence/describeEvidence';
import { UtcTime } from '../../shared/format/UtcTime';
import { SmallChip } from '../../shared/layout/SmallChip';
import { ListTable } from '../../shared/list';
import { useTranslation } from '../../shared/translation/useTranslation';

const MAX_TEXT = 240;

const useStyles = makeStyles({
  what: { display: 'flex', alignItems: 'flex-start' },
  text: { overflowWrap: 'anywhere', paddingTop: 9 },
});

/** Evidence of no incident, each to be selected. */
export function UnassignedTable(props: {
  items: readonly UnassignedEvidence[];
  selected: readonly UnassignedEvidence[];
  onSelect(selected: readonly UnassignedEvidence[]): void;
}) {
  const { items, selected, onSelect } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const isSelected = ({ id }: UnassignedEvidence) =>
    selected.some(one => one.id === id);
  const toggle = (item: UnassignedEvidence) =>
    onSelect(
      isSelected(item)
        ? selected.filter(({ id }) => id !== item.id)
        : [...selected, item],
    );
  const textOf = ({ node }: UnassignedEvidence) =>
    shorten(describePayload(node.payload), MAX_TEXT) ||
    t('sources.unassignedList.noText');
  return (
    <ListTable
      label={t('sources.unassigned')}
      items={items}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'what',
          label: t('sources.unassignedList.what'),
          cell: item => (
            <div className={classes.what}>
              <Checkbox
                size="small"
                color="primary"
                checked={isSelected(item)}
                onChange={() => toggle(item)}
                inputProps={{
                  'aria-label': t('sources.unassignedList.select', {
                    what: textOf(item),
                  }),
                }}
              />
              <span className={classes.text}>
                {item.node.sourceUrl ? (
                  <Link to={item.node.sourceUrl}>{textOf(item)}</Link>
                ) : (
                  textOf(item)
                )}{' '}
                {item.restricted !== undefined && (
                  <SmallChip
                    title={item.restricted}
                    label={t('sources.unassignedList.restricted')}
                  />
                )}
              </span>
            </div>
          ),
        },
        {
          id: 'at',
          label: t('sources.unassignedList.at'),
          cell: ({ node }) => <UtcTime at={node.timestamp} />,
        },
        {
          id: 'source',
          label: t('sources.unassignedList.source'),
          cell: ({ source }) => source,
        },
        {
          id: 'about',
          label: t('sources.unassignedList.about'),
          cell: ({ services }) => services.join(', '),
        },
      ]}
    />
  );
}

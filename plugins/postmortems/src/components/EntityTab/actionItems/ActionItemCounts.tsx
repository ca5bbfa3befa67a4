import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { ActionItemStatus } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { rootRouteRef } from '../../../routes';
import { formatNumber } from '../../shared/format/numbers';
import {
  useTranslation,
  type TFunction,
} from '../../shared/translation/useTranslation';
import { actionItemsAddress } from './actionItemsAddress';

/** The most urgent status comes first. */
const ORDER = [
  'overdue',
  'open',
  'proposed',
  'closed',
  'dropped',
] as const satisfies readonly ActionItemStatus[];

/** Shown even if zero, which is good news. */
const ALWAYS: ReadonlySet<ActionItemStatus> = new Set(['open']);

const useStyles = makeStyles((theme: Theme) => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    // As high as the chips, so that the layout does not shift
    minHeight: 32,
    marginBottom: theme.spacing(2),
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  chip: {
    margin: 0,
    cursor: 'pointer',
    'a:hover &, a:focus &': { textDecoration: 'underline' },
  },
  overdue: {
    color: theme.palette.getContrastText(theme.palette.error.dark),
    backgroundColor: theme.palette.error.dark,
  },
}));

/** The number of action items per status, with links to their lists. */
export function ActionItemCounts(props: { entityRef: string }) {
  const { entityRef } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const root = useRouteRef(rootRouteRef);
  const heading = useRef<HTMLHeadingElement>(null);
  const {
    value: counts,
    error,
    retry,
  } = useAsyncRetry(
    () => api.countActionItems({ entityRef }),
    [api, entityRef],
  );
  const present = ORDER.filter(status => counts && counts[status] > 0);

  return (
    <section className={classes.line} aria-labelledby="action-item-counts">
      <Typography
        variant="body2"
        component="h3"
        id="action-item-counts"
        ref={heading}
        tabIndex={-1}
      >
        {t('common.actionItems')}
      </Typography>
      {error && (
        <>
          <Typography variant="body2" role="alert">
            {t('tab.actionItems.failed')}
          </Typography>
          <Button
            size="small"
            onClick={() => {
              retry();
              heading.current?.focus();
            }}
          >
            {t('common.retry')}
          </Button>
        </>
      )}
      {counts && present.length === 0 && (
        <Typography variant="body2">{t('tab.actionItems.none')}</Typography>
      )}
      {counts && present.length > 0 && (
        <ul className={classes.chips}>
          {ORDER.filter(status => counts[status] > 0 || ALWAYS.has(status)).map(
            status => (
              <li key={status}>
                <Link to={`${root()}${actionItemsAddress(entityRef, status)}`}>
                  <Chip
                    size="small"
                    variant={
                      status === 'overdue' || status === 'open'
                        ? 'default'
                        : 'outlined'
                    }
                    className={`${classes.chip} ${
                      status === 'overdue' ? classes.overdue : ''
                    }`}
                    label={formatCount(status, counts[status], t)}
                  />
                </Link>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}

function formatCount(
  status: ActionItemStatus,
  count: number,
  t: TFunction,
): string {
  const number = formatNumber(count);
  return status === 'proposed'
    ? t('common.actionItemCount.toDecide', { count, number })
    : t(`common.actionItemCount.${status}`, { number });
}

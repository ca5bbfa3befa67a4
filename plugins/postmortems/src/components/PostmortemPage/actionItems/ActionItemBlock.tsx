import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  CLOSED_ACTION_ITEM_STATES,
  type ActionItem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState, type ReactNode } from 'react';
import { UtcDay } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { ActionItemDecision } from './ActionItemDecision';
import { actionItemElementId } from './actionItemsOf';
import { EditActionItem } from './EditActionItem';
import { WordingHints } from './WordingHints';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';

const useStyles = makeStyles((theme: Theme) => ({
  item: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1.5),
    '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
  },
  proposed: { borderStyle: 'dashed' },
  details: { color: theme.palette.text.secondary, margin: 0 },
}));

/** An action item with its owner, due date, end state and reason. */
export function ActionItemBlock(props: { item: ActionItem; why: ReactNode }) {
  const { item, why } = props;
  const classes = useStyles();
  const { allowed } = usePostmortemContext();
  const [editing, setEditing] = useState(false);
  const root = useRef<HTMLElement>(null);
  const headingId = `${actionItemElementId(item.id)}-title`;
  // Called before the focused element unmounts
  const focus = () => root.current?.focus({ preventScroll: true });
  return (
    <article
      ref={root}
      id={actionItemElementId(item.id)}
      className={`${classes.item} ${
        item.state === 'proposed' ? classes.proposed : ''
      }`}
      aria-labelledby={editing ? undefined : headingId}
      tabIndex={-1}
    >
      {editing ? (
        <EditActionItem
          item={item}
          onClose={() => {
            focus();
            setEditing(false);
          }}
        />
      ) : (
        <>
          <Typography id={headingId} variant="subtitle1" component="h3">
            {item.title}
          </Typography>
          <ActionItemDetails item={item} why={why} />
          {allowed.editPostmortem && (
            <ActionItemDecision
              item={item}
              onDecided={focus}
              onEdit={() => setEditing(true)}
            />
          )}
        </>
      )}
    </article>
  );
}

function ActionItemDetails(props: { item: ActionItem; why: ReactNode }) {
  const { item, why } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { allowed } = usePostmortemContext();
  return (
    <>
      <Row gridGap={4} my={1}>
        {[
          // Editors see the state on its menu button
          ...(allowed.editPostmortem && item.state !== 'proposed'
            ? []
            : [t(`common.actionItem.${item.state}`)]),
          t(`page.actionItem.type.${item.type}`),
          t(`page.actionItem.priority.${item.priority}`),
        ].map(label => (
          <SmallChip key={label} variant="outlined" label={label} />
        ))}
      </Row>
      <Typography variant="body2" className={classes.details}>
        {item.owner ? (
          <>
            {t('common.names.owner')}: <EntityRefLink entityRef={item.owner} />
          </>
        ) : (
          t('common.noOwner')
        )}
        {item.dueAt && (
          <>
            {' · '}
            {t('common.names.due')}: <UtcDay at={item.dueAt} />
          </>
        )}
      </Typography>
      <Typography variant="body2">
        {t('page.actionItem.fields.endState')}: {item.endState}
      </Typography>
      {why && (
        <Typography variant="body2" component="div">
          {t('page.actionItem.why')}: {why}
        </Typography>
      )}
      {item.ticketUrl && (
        <Typography variant="body2">
          <Link to={item.ticketUrl}>{t('page.actionItem.ticket')}</Link>
        </Typography>
      )}
      {!CLOSED_ACTION_ITEM_STATES.includes(item.state) && (
        <WordingHints item={item} />
      )}
    </>
  );
}

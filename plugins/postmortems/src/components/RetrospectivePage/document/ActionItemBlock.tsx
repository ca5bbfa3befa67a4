import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import EditIcon from '@material-ui/icons/Edit';
import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type ReactNode } from 'react';
import { FailureAlert } from '../../FailureAlert';
import { useWords } from '../../useWords';
import { useOpenDocument } from '../documentContext';
import { ActionItemForm } from '../followUps/ActionItemForm';
import { ActionItemState } from '../followUps/ActionItemState';
import { useActionItemChange } from '../followUps/useActionItemChange';

const useStyles = makeStyles((theme: Theme) => ({
  item: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(1.5),
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    margin: theme.spacing(1, 0),
  },
  chip: { margin: 0 },
  actions: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
  },
  facts: { color: theme.palette.text.secondary, margin: 0 },
}));

/** A follow-up: what, who, until when, how one sees that it is done, and why. */
export function ActionItemBlock(props: { item: ActionItem; why: ReactNode }) {
  const { item, why } = props;
  const classes = useStyles();
  const { t } = useWords();
  const document = useOpenDocument();
  const [editing, setEditing] = useState(false);
  const { patch, saving, failure } = useActionItemChange();
  if (editing) {
    return (
      <div className={classes.item}>
        <ActionItemForm
          id={item.id}
          item={item}
          saving={saving}
          failure={failure}
          onCancel={() => setEditing(false)}
          onSave={async ({ owner, due, ...fields }) => {
            const saved = await patch(item, {
              ...fields,
              owner: owner || null,
              dueAt: due ? `${due}T12:00:00.000Z` : null,
            });
            if (saved) setEditing(false);
          }}
        />
      </div>
    );
  }
  return (
    <div className={classes.item}>
      <Typography variant="subtitle1" component="h3">
        {item.title}
      </Typography>
      <div className={classes.chips}>
        {[
          ...(document ? [] : [t(`page.actionItem.state.${item.state}`)]),
          t(`page.actionItem.type.${item.type}`),
          t(`page.actionItem.priority.${item.priority}`),
        ].map(label => (
          <Chip
            key={label}
            className={classes.chip}
            size="small"
            variant="outlined"
            label={label}
          />
        ))}
      </div>
      <Typography variant="body2" className={classes.facts}>
        {t('page.actionItem.owner')}:{' '}
        {item.owner ? (
          <EntityRefLink entityRef={item.owner} />
        ) : (
          t('page.actionItem.noOwner')
        )}
        {item.dueAt && (
          <>
            {' · '}
            {t('page.actionItem.due')}:{' '}
            <time dateTime={item.dueAt}>{item.dueAt.slice(0, 10)}</time>
          </>
        )}
      </Typography>
      <Typography variant="body2">
        {t('page.actionItem.done')}: {item.endState}
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
      {document && (
        <div className={classes.actions}>
          <ActionItemState
            item={item}
            disabled={saving}
            onChange={state => patch(item, { state })}
          />
          <Button
            size="small"
            startIcon={<EditIcon />}
            aria-label={t('page.actionItem.editOf', { title: item.title })}
            onClick={() => setEditing(true)}
          >
            {t('page.editing.edit')}
          </Button>
        </div>
      )}
      {failure !== undefined && (
        <FailureAlert title={t('page.actionItem.failed')} error={failure} />
      )}
    </div>
  );
}

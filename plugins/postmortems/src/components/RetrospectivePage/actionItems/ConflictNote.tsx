import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  actionItemPrioritySchema,
  actionItemTypeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { useWords, type Words } from '../../useWords';
import { Note } from '../../Note';
import type { ActionItemConflict, ActionItemField } from './actionItemFields';

const useStyles = makeStyles((theme: Theme) => ({
  table: {
    marginTop: theme.spacing(1),
    borderCollapse: 'collapse',
    width: '100%',
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      overflowWrap: 'anywhere',
    },
  },
}));

/** What somebody else made of an action item in the meantime, beside what the writer made of it. */
export function ConflictNote(props: {
  conflicts: readonly ActionItemConflict[];
  onTakeTheirs(conflict: ActionItemConflict): void;
}) {
  const { conflicts, onTakeTheirs } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <Note tone="warning" role="alert">
      <Typography>{t('page.conflict.title')}</Typography>
      <Typography variant="body2">{t('page.conflict.saveAgain')}</Typography>
      {conflicts.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('page.conflict.field')}</th>
              <th scope="col">{t('page.conflict.theirs')}</th>
              <th scope="col">{t('page.conflict.yours')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(conflict => {
              const { field, theirs, yours } = conflict;
              const name = fieldName(field, t);
              return (
                <tr key={field}>
                  <th scope="row">{name}</th>
                  <td>
                    <FieldValue field={field} value={theirs} />
                  </td>
                  <td>
                    {yours === undefined ? (
                      t('page.conflict.untouched')
                    ) : (
                      <>
                        <FieldValue field={field} value={yours} />{' '}
                        <Button
                          size="small"
                          aria-label={t('page.conflict.takeTheirsFor', {
                            field: name,
                          })}
                          onClick={() => onTakeTheirs(conflict)}
                        >
                          {t('page.conflict.takeTheirs')}
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Note>
  );
}

/** A value as people read it. */
function FieldValue(props: { field: ActionItemField; value: string }) {
  const { field, value } = props;
  const { t } = useWords();
  const shown = (): ReactNode => {
    switch (field) {
      case 'type':
        return t(`page.actionItem.type.${actionItemTypeSchema.parse(value)}`);
      case 'priority':
        return t(
          `page.actionItem.priority.${actionItemPrioritySchema.parse(value)}`,
        );
      case 'owner':
        return <EntityDisplayName entityRef={value} />;
      default:
        return value;
    }
  };
  return <>{value === '' ? t('page.conflict.nothing') : shown()}</>;
}

function fieldName(field: ActionItemField, t: Words): string {
  return field === 'title' || field === 'endState'
    ? t(`page.actionItem.fields.${field}`)
    : t(`common.names.${field}`);
}

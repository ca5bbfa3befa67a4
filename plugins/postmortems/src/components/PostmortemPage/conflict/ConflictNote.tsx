import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { forwardRef, type ReactNode } from 'react';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';

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
    '& th': { overflowWrap: 'normal' },
  },
}));

/**
 * A field that somebody else changed. `yours` is set if the writer changed it
 * too.
 */
export type ConflictRow = {
  field: string;
  name: string;
  theirs: ReactNode;
  yours?: ReactNode;
  onTakeTheirs(): void;
};

/** Somebody else's changes beside the writer's. */
export const ConflictNote = forwardRef<
  HTMLDivElement,
  { rows: readonly ConflictRow[] }
>((props, ref) => {
  const { rows } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Note ref={ref} tone="warning" role="alert">
      <Typography>{t('page.conflict.title')}</Typography>
      <Typography variant="body2">{t('page.conflict.saveAgain')}</Typography>
      {rows.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('page.conflict.field')}</th>
              <th scope="col">{t('page.conflict.theirs')}</th>
              <th scope="col">{t('page.conflict.yours')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, name, theirs, yours, onTakeTheirs }) => (
              <tr key={field}>
                <th scope="row">{name}</th>
                <td>{theirs}</td>
                <td>
                  {yours === undefined ? (
                    t('page.conflict.untouched')
                  ) : (
                    <>
                      {yours}{' '}
                      <Button
                        size="small"
                        aria-label={t('page.conflict.takeTheirsFor', {
                          field: name,
                        })}
                        onClick={onTakeTheirs}
                      >
                        {t('page.conflict.takeTheirs')}
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Note>
  );
});

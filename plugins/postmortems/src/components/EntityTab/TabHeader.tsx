import type { Entity } from '@backstage/catalog-model';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useTranslation } from '../shared/translation/useTranslation';
import { StartFromTemplate, useStartTemplate } from './start/StartFromTemplate';

const useStyles = makeStyles((theme: Theme) => ({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1),
  },
  title: { margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  difference: { marginBottom: theme.spacing(1) },
}));

/** The title of the tab, with the buttons that start a postmortem. */
export function TabHeader(props: {
  entity: Entity;
  /** Undefined without permission. */
  onStart?(): void;
}) {
  const { entity, onStart } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const template = useStartTemplate(entity);
  return (
    <>
      <div className={classes.header}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('common.postmortems')}
        </Typography>
        {onStart && (
          <div className={classes.buttons}>
            {template && <StartFromTemplate to={template} />}
            <Button
              variant="contained"
              color="primary"
              aria-label={t('tab.start.buttonLabel', {
                entity: defaultEntityPresentation(entity).primaryTitle,
              })}
              onClick={onStart}
            >
              {t('tab.start.button')}
            </Button>
          </div>
        )}
      </div>
      {onStart && template && (
        <Typography variant="body2" className={classes.difference}>
          {t('tab.start.difference')}
        </Typography>
      )}
    </>
  );
}

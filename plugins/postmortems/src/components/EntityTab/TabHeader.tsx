import type { Entity } from '@backstage/catalog-model';
import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { useTranslation } from '../shared/translation/useTranslation';
import { StartFromTemplate, useStartTemplate } from './start/StartFromTemplate';
import { Row } from '../shared/layout/Row';

const useStyles = makeStyles((theme: Theme) => ({
  title: { margin: 0 },
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
      <Row justifyContent="space-between" gridGap="8px 16px" mb={1}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('common.postmortems')}
        </Typography>
        {onStart && (
          <Row>
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
          </Row>
        )}
      </Row>
      {onStart && template && (
        <Typography variant="body2" className={classes.difference}>
          {t('tab.start.difference')}
        </Typography>
      )}
    </>
  );
}

import { makeStyles, Theme } from '@material-ui/core/styles';
import green from '@material-ui/core/colors/green';
import type { SourceHealth } from '@postmortems/backstage-plugin-postmortems-common';
import { SmallChip } from '../../shared/layout/SmallChip';
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => {
  const filled = (color: string) => ({
    color: theme.palette.getContrastText(color),
    backgroundColor: color,
  });
  return {
    healthy: filled(green[900]),
    attention: filled(theme.palette.warning.light),
    failing: filled(theme.palette.error.dark),
    hung: filled(theme.palette.error.dark),
    idle: {},
  };
});

/** Says in a word how a source is doing. */
export function HealthChip(props: { health: SourceHealth }) {
  const { health } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <SmallChip
      className={classes[health]}
      label={t(`sources.health.${health}`)}
    />
  );
}

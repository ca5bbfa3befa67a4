import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useTranslation } from '../translation/useTranslation';

const useStyles = makeStyles({
  frame: { position: 'relative' },
  // Absolute, so that the layout does not shift
  progress: {
    position: 'absolute',
    top: -8,
    left: 0,
    right: 0,
    '@media (prefers-reduced-motion: reduce)': {
      '& *': { animation: 'none' },
    },
  },
  dimmed: { opacity: 0.5, pointerEvents: 'none' },
});

/** Dims the previous content while new content is loading. */
export function UpdatingOverlay(props: {
  updating: boolean;
  children: ReactNode;
}) {
  const { updating, children } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <div className={classes.frame} aria-busy={updating}>
      {updating && (
        <LinearProgress
          className={classes.progress}
          aria-label={t('orgMetrics.updating')}
        />
      )}
      <div className={updating ? classes.dimmed : undefined}>{children}</div>
    </div>
  );
}

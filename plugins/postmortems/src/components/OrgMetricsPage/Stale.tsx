import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { useWords } from '../shared/useWords';

const useStyles = makeStyles({
  frame: { position: 'relative' },
  // Over what is there, so that nothing moves
  progress: {
    position: 'absolute',
    top: -8,
    left: 0,
    right: 0,
    '@media (prefers-reduced-motion: reduce)': {
      '& *': { animation: 'none' },
    },
  },
  stale: { opacity: 0.5, pointerEvents: 'none' },
});

/** Dims what is of other filters than those that are chosen, until what is asked for comes. */
export function Stale(props: { stale: boolean; children: ReactNode }) {
  const { stale, children } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <div className={classes.frame} aria-busy={stale}>
      {stale && (
        <LinearProgress
          className={classes.progress}
          aria-label={t('orgMetrics.updating')}
        />
      )}
      <div className={stale ? classes.stale : undefined}>{children}</div>
    </div>
  );
}

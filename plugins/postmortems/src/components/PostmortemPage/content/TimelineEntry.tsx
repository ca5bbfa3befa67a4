import { makeStyles, Theme } from '@material-ui/core/styles';
import type {
  Block,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { CSSProperties } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { MoreClaims } from './MoreClaims';
import { Sentences } from './Sentences';

const COLOURS: Record<SourceType | 'record', string> = {
  chat: '#7b61c9',
  telemetry: '#1976a3',
  deployment: '#b26a00',
  agent_trace: '#3f7d3a',
  record: '#777777',
};

const useStyles = makeStyles((theme: Theme) => ({
  entry: {
    display: 'grid',
    gridTemplateColumns: 'var(--time-width) 14px minmax(0, 1fr)',
    columnGap: theme.spacing(1.5),
    paddingBottom: theme.spacing(1),
    lineHeight: 1.6,
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: '14px minmax(0, 1fr)',
    },
  },
  time: {
    fontVariantNumeric: 'tabular-nums',
    color: theme.palette.text.secondary,
    [theme.breakpoints.down('xs')]: { gridColumn: 2 },
  },
  dot: {
    width: 10,
    height: 10,
    borderRadius: '50%',
    marginTop: 8,
    [theme.breakpoints.down('xs')]: { gridRow: 1 },
  },
  fold: {
    color: theme.palette.text.secondary,
    // On its parts: the width of the column is in characters of the entry
    '& > *': { fontSize: '0.875rem' },
  },
  faint: { opacity: 0.4 },
  said: { [theme.breakpoints.down('xs')]: { gridColumn: 2 } },
  source: {
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
    marginLeft: theme.spacing(1),
    whiteSpace: 'nowrap',
  },
}));

/**
 * A timeline entry: time, claims and sources.
 *
 * @param props - `timeWidth`: of the column of the time, as CSS has it
 */
export function TimelineEntry(props: { block: Block; timeWidth: string }) {
  const { timeline, claims, more } = props.block;
  const classes = useStyles();
  const { t } = useTranslation();
  if (!timeline) return null;
  const { at, label, sourceTypes, regions = [] } = timeline;
  const local = t('page.timeline.local', {
    time: new Date(at).toLocaleString(),
  });
  return (
    <li
      className={`${classes.entry} ${more ? classes.fold : ''}`}
      style={{ '--time-width': props.timeWidth } as CSSProperties}
    >
      <time dateTime={at} title={local} className={classes.time}>
        {label}
      </time>
      <span
        aria-hidden
        className={`${classes.dot} ${more ? classes.faint : ''}`}
        style={{ backgroundColor: COLOURS[sourceTypes[0] ?? 'record'] }}
      />
      <div className={classes.said}>
        <Sentences
          claims={claims}
          from={claim => labelLength(claim.text, label)}
        >
          <span className={classes.source}>
            {sourceTypes.length > 0
              ? sourceTypes
                  .map(type => t(`page.evidence.source.${type}`))
                  .join(', ')
              : t('page.timeline.record')}
            {regions.length > 0 && ` · ${regions.join(', ')}`}
          </span>{' '}
          {more && <MoreClaims more={more} />}
        </Sentences>
      </div>
    </li>
  );
}

/** Length of the time at the beginning, which has its own column, also with a day. */
function labelLength(text: string, label: string): number {
  const time = text.slice(0, Math.max(0, text.indexOf(': ')));
  return time !== '' && label.endsWith(time) ? time.length + 2 : 0;
}

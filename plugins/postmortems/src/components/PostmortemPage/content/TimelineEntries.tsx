import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { Block } from '@postmortems/backstage-plugin-postmortems-common';
import { useTranslation } from '../../shared/translation/useTranslation';
import { TimelineEntry } from './TimelineEntry';

const useStyles = makeStyles((theme: Theme) => ({
  entries: { listStyle: 'none', margin: 0, padding: 0 },
  phase: {
    margin: theme.spacing(2, 0, 1),
    color: theme.palette.text.secondary,
  },
}));

/** Entries of a timeline under headings of the phases in which they happened. */
export function TimelineEntries(props: { blocks: readonly Block[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <>
      {byPhase(props.blocks).map(group => {
        const [{ id, timeline }] = group;
        return (
          <div key={id}>
            {timeline?.phase && (
              <Typography
                variant="subtitle2"
                component="h3"
                className={classes.phase}
              >
                {t(`page.timeline.phase.${timeline.phase}`)}
              </Typography>
            )}
            <ol className={classes.entries}>
              {group.map(block => (
                <TimelineEntry key={block.id} block={block} />
              ))}
            </ol>
          </div>
        );
      })}
    </>
  );
}

/** What a person added has no phase: it stays where it stands. */
function byPhase(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const phase = block.timeline?.phase;
    const isSame = last && (!phase || last[0].timeline?.phase === phase);
    if (isSame) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

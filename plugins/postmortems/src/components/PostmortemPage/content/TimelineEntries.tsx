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

/** Characters of a time, after which it wraps. */
const MAX_TIME = 20;

/** Entries of a timeline under headings of the phases in which they happened, and of the days where there are several. */
export function TimelineEntries(props: { blocks: readonly Block[] }) {
  const classes = useStyles();
  const { t } = useTranslation();
  // In one column for all phases, as wide as the longest time
  const characters = Math.max(
    ...props.blocks.map(({ timeline }) => timeline?.label.length ?? 0),
  );
  const timeWidth = `${Math.min(characters, MAX_TIME)}ch`;
  return (
    <>
      {groupsOf(props.blocks).map((group, index, all) => {
        const [{ id, timeline }] = group;
        const isNewPhase =
          timeline?.phase !== all[index - 1]?.[0].timeline?.phase;
        return (
          <div key={id}>
            {timeline?.phase && isNewPhase && (
              <Typography
                variant="subtitle2"
                component="h3"
                className={classes.phase}
              >
                {t(`page.timeline.phase.${timeline.phase}`)}
              </Typography>
            )}
            {timeline?.day && (
              <Typography
                variant="caption"
                component="h4"
                className={classes.phase}
              >
                {timeline.day}
              </Typography>
            )}
            <ol className={classes.entries}>
              {group.map(block => (
                <TimelineEntry
                  key={block.id}
                  block={block}
                  timeWidth={timeWidth}
                />
              ))}
            </ol>
          </div>
        );
      })}
    </>
  );
}

/** What a person added has no phase: it stays where it stands. */
function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    const { phase, day } = block.timeline ?? {};
    const isSame =
      last &&
      (!phase ||
        (last[0].timeline?.phase === phase && last[0].timeline.day === day));
    if (isSame) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

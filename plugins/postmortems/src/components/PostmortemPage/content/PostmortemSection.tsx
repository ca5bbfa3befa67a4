import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  canHaveCategory,
  hasContent,
  type Block,
  type Section,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { ReactNode } from 'react';
import { useSmallScreen } from '../../shared/layout/useSmallScreen';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';
import { blockNeedsAttention, causeIn, lacksContent } from './claims';
import { firstChartedClaims } from './charts';
import { usePostmortemContext } from '../state/postmortemContext';
import { ActionItemBlock } from '../actionItems/ActionItemBlock';
import { AddActionItem } from '../actionItems/AddActionItem';
import { BlockCategory } from '../categories/BlockCategory';
import { CauseCard } from '../causes/CauseCard';
import { UndeterminedCause } from '../causes/UndeterminedCause';
import { AddSentence } from '../editing/AddSentence';
import { MoreClaims } from './MoreClaims';
import { sectionElementId } from './sectionElementId';
import { SectionQuestions } from './SectionQuestions';
import { Sentences } from './Sentences';
import { TimelineEntries } from './TimelineEntries';

const useStyles = makeStyles((theme: Theme) => ({
  section: { marginBottom: theme.spacing(4) },
  heading: { marginBottom: theme.spacing(1.5) },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
  item: { marginBottom: theme.spacing(0.75), lineHeight: 1.6 },
  paragraph: { margin: theme.spacing(0, 0, 1.5), lineHeight: 1.7 },
}));

/** Charts of the impact that are open from the start. */
const OPEN_CHARTS = 5;

/**
 * One section of a postmortem. Consecutive blocks of one layout form one list.
 */
export function PostmortemSection(props: {
  section: Section;
  attention: boolean;
}) {
  const { section, attention } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const { allowed, postmortem } = usePostmortemContext();
  const isSmall = useSmallScreen();
  const lacks = lacksContent(section, postmortem);
  // What is missing is seen beside all that is there
  const isReduced = attention && !lacks;
  const blocks = isReduced
    ? section.blocks.filter(blockNeedsAttention)
    : section.blocks;
  const openCharts =
    section.id === 'impact' && !isSmall && !attention
      ? firstChartedClaims(
          blocks.flatMap(block => block.claims),
          OPEN_CHARTS,
        )
      : undefined;
  const sentences = (block: Block): ReactNode => (
    <Sentences claims={block.claims} openCharts={openCharts} />
  );
  const category = (block: Block): ReactNode =>
    canHaveCategory(section.id, block) && <BlockCategory block={block} />;
  const headingId = sectionElementId(section.id);
  return (
    <section
      className={classes.section}
      aria-labelledby={headingId}
      data-print={section.guidance && !hasContent(section) ? 'hide' : undefined}
    >
      <Typography
        id={headingId}
        variant="h5"
        component="h2"
        className={classes.heading}
      >
        {section.title}
      </Typography>
      {section.guidance && allowed.editPostmortem && (
        <SectionQuestions guidance={section.guidance} />
      )}
      {blocks.length === 0 && !section.guidance && (
        <Typography color="textSecondary">{t('page.content.empty')}</Typography>
      )}
      {attention && lacks && blocks.length > 0 && (
        <Note tone="warning">{t('page.content.recordOnly')}</Note>
      )}
      {groupByLayout(section.id, blocks).map(group => {
        const [first] = group;
        const { id } = first;
        switch (layoutOf(section.id, first)) {
          case 'cause':
            return group.map(block => {
              const possible = causeIn(block);
              return (
                possible && (
                  <CauseCard key={block.id} {...possible}>
                    {category(block)}
                  </CauseCard>
                )
              );
            });
          case 'paragraph':
            return group.map(block => (
              <Typography
                key={block.id}
                component="div"
                className={classes.paragraph}
              >
                {sentences(block)}
                {category(block)}
              </Typography>
            ));
          case 'action_item':
            return group.map(
              block =>
                block.actionItem && (
                  <ActionItemBlock
                    key={block.id}
                    item={block.actionItem}
                    why={block.claims.length > 0 && sentences(block)}
                  />
                ),
            );
          case 'timeline_entry':
            return <TimelineEntries key={id} blocks={group} />;
          default:
            return (
              <ul key={id} className={classes.list}>
                {group.map(block => (
                  <li key={block.id} className={classes.item}>
                    {sentences(block)}
                    {category(block)}
                    {block.more && <MoreClaims more={block.more} />}
                  </li>
                ))}
              </ul>
            );
        }
      })}
      {section.id === 'rootCause' && !isReduced && <UndeterminedCause />}
      {allowed.editPostmortem && !isReduced && (
        <AddSentence section={section} />
      )}
      {section.id === 'actionItems' && allowed.editPostmortem && !attention && (
        <AddActionItem />
      )}
    </section>
  );
}

/** Possible causes are cards where people decide about them. */
function layoutOf(section: SectionId, block: Block): Block['type'] | 'cause' {
  const isDecided = section === 'rootCause' || section === 'ruledOut';
  return isDecided && causeIn(block) ? 'cause' : block.type;
}

/** Groups consecutive blocks of one layout. */
function groupByLayout(
  section: SectionId,
  blocks: readonly Block[],
): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && layoutOf(section, last[0]) === layoutOf(section, block)) {
      last.push(block);
    } else groups.push([block]);
  }
  return groups;
}

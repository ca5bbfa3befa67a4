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
import { useTranslation } from '../../shared/translation/useTranslation';
import { blockNeedsAttention, causeIn } from './claims';
import { usePostmortemContext } from '../state/postmortemContext';
import { ActionItemBlock } from '../actionItems/ActionItemBlock';
import { AddActionItem } from '../actionItems/AddActionItem';
import { BlockCategory } from '../categories/BlockCategory';
import { CauseCard } from '../causes/CauseCard';
import { UndeterminedCause } from '../causes/UndeterminedCause';
import { AddSentence } from '../editing/AddSentence';
import { ClaimText } from './ClaimText';
import { MoreClaims } from './MoreClaims';
import { SectionQuestions } from './SectionQuestions';
import { TimelineEntries } from './TimelineEntries';

const useStyles = makeStyles((theme: Theme) => ({
  section: { marginBottom: theme.spacing(4) },
  heading: { marginBottom: theme.spacing(1.5) },
  list: { margin: 0, paddingLeft: theme.spacing(3) },
  item: { marginBottom: theme.spacing(0.75), lineHeight: 1.6 },
  paragraph: { margin: theme.spacing(0, 0, 1.5), lineHeight: 1.7 },
}));

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
  const { allowed } = usePostmortemContext();
  const blocks = attention
    ? section.blocks.filter(blockNeedsAttention)
    : section.blocks;
  if (attention && blocks.length === 0) return null;
  // Readers are not shown what nobody has written
  if (section.guidance && !allowed.editPostmortem && !hasContent(section)) {
    return null;
  }
  const claims = (block: Block): ReactNode =>
    block.claims.map((claim, index) => (
      <span key={claim.id}>
        {index > 0 && ' '}
        <ClaimText claim={claim} />
      </span>
    ));
  const category = (block: Block): ReactNode =>
    canHaveCategory(section.id, block) && <BlockCategory block={block} />;
  const headingId = `postmortem-section-${section.id}`;
  return (
    <section className={classes.section} aria-labelledby={headingId}>
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
                {claims(block)}
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
                    why={block.claims.length > 0 && claims(block)}
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
                    {claims(block)}
                    {category(block)}
                    {block.more && <MoreClaims more={block.more} />}
                  </li>
                ))}
              </ul>
            );
        }
      })}
      {section.id === 'rootCause' && !attention && <UndeterminedCause />}
      {allowed.editPostmortem && !attention && (
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

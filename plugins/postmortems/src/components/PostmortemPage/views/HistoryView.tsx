import { useApi } from '@backstage/core-plugin-api';
import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  type Author,
  type Postmortem,
  type ReviewedRevision,
  type ReviewStep,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { FailedToLoad } from '../../shared/failure/FailedToLoad';
import { LoadingList } from '../../shared/list/LoadingList';
import { LoadMore } from '../../shared/list/ListEnd';
import {
  useCursorPages,
  type LoadPage,
} from '../../shared/list/useCursorPages';
import { ActorName } from '../ActorName';
import { categoryTitle } from '../categories/categoryTitle';
import { useOpenDocument } from '../documentContext';
import { UtcTime } from '../../shared/UtcTime';
import { useWords } from '../../shared/useWords';

/** Revisions read at once; each comes with its whole text. */
const PAGE_SIZE = 20;

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  revision: {
    padding: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  chip: { margin: 0 },
  step: { marginBottom: theme.spacing(2) },
}));

/** How the document came to be: every revision and every step of its review, newest first, and which one people last stood by. */
export function HistoryView(props: { postmortem: Postmortem }) {
  const { id, status, revision: current, approvedRevision } = props.postmortem;
  const classes = useStyles();
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const load = useCallback<LoadPage<ReviewedRevision>>(
    // Another list as soon as there is another revision, or a step of the review
    (cursor, signal) =>
      api.listRevisions(id, { cursor, limit: PAGE_SIZE }, { signal }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, id, current, status],
  );
  const pages = useCursorPages(load);
  const { items, loading, error, reload } = pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <FailedToLoad error={error} onRetry={reload} />;
  }
  return (
    <>
      <ol className={classes.list} aria-label={t('page.views.history')}>
        {items.map(({ reviewSteps, ...one }) => (
          <li key={one.revision} className={classes.revision}>
            {[...reviewSteps].reverse().map(step => (
              <Step key={step.at} step={step} />
            ))}
            <div className={classes.head}>
              <Typography variant="subtitle1" component="h2">
                {t('page.facts.revision', { number: `${one.revision}` })}
              </Typography>
              {one.revision === current && (
                <Chip
                  size="small"
                  variant="outlined"
                  className={classes.chip}
                  label={t('page.history.current')}
                />
              )}
              {one.revision === approvedRevision && (
                <Chip
                  size="small"
                  color="primary"
                  className={classes.chip}
                  label={t('page.history.vouched')}
                />
              )}
            </div>
            <Typography variant="body2" color="textSecondary">
              <UtcTime at={one.createdAt} /> ·{' '}
              <AuthorName author={one.author} />
            </Typography>
            <Typography variant="body2">
              <Reason reason={one.reason} sections={one.content.sections} />
            </Typography>
          </li>
        ))}
      </ol>
      <LoadMore pages={pages} />
    </>
  );
}

/** Who moved the document on in its review, and why. */
function Step(props: { step: ReviewStep }) {
  const { from, to, by, at, reason } = props.step;
  const { step } = useStyles();
  const { t } = useWords();
  return (
    <div className={step}>
      <Typography variant="subtitle1" component="h2">
        {t('page.history.step', {
          from: t(`common.reviewStatus.${from}`),
          to: t(`common.reviewStatus.${to}`),
        })}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        <UtcTime at={at} /> · <ActorName actor={by} />
      </Typography>
      <Typography variant="body2">“{reason}”</Typography>
    </div>
  );
}

/** Why there is a revision; where the reason names a part of the document by its id, what stands there says more. */
function Reason(props: { reason: string; sections: readonly Section[] }) {
  const { reason, sections } = props;
  const { t } = useWords();
  const { categories } = useOpenDocument();
  const edited = sections
    .flatMap(({ title, blocks }) => blocks.map(block => ({ title, block })))
    .find(({ block }) => reason.split(' ').includes(block.id));
  if (!edited) return <>{reason}</>;
  const { title: section, block } = edited;
  const { category } = block;
  const what = reason.startsWith('Set category')
    ? (category &&
        t('page.history.categorised', {
          section,
          title: categoryTitle(categories, category.id),
        })) ??
      t('page.history.uncategorised', { section })
    : t('page.history.edited', { section });
  return (
    <>
      {what}{' '}
      {block.claims.map(({ text }) => `“${text}”`).join(' ') ||
        t('page.history.removed')}
    </>
  );
}

function AuthorName(props: { author: Author }) {
  const { author } = props;
  const { t } = useWords();
  switch (author.type) {
    case 'person':
      return <ActorName actor={author.ref} />;
    case 'machine':
      return <ActorName actor={author.subject} />;
    default: {
      const { name, version } = author;
      return <>{t(`page.history.author.${author.type}`, { name, version })}</>;
    }
  }
}

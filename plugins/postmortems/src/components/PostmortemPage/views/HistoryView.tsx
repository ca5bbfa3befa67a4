import { useApi } from '@backstage/core-plugin-api';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  showBidiControls,
  type Author,
  type ReviewedRevision,
  type ReviewStep,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { LoadError } from '../../shared/errors/LoadError';
import { LoadingList } from '../../shared/list/LoadingList';
import { LoadMore } from '../../shared/list/LoadMore';
import {
  useCursorPages,
  type LoadPage,
} from '../../shared/list/useCursorPages';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { categoryTitle } from '../../shared/categories/categoryTitle';
import { usePostmortemContext } from '../state/postmortemContext';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { Row } from '../../shared/layout/Row';
import { SmallChip } from '../../shared/layout/SmallChip';

/** Small, because revisions come with their content. */
const PAGE_SIZE = 20;

const useStyles = makeStyles((theme: Theme) => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  revision: {
    padding: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  step: { marginBottom: theme.spacing(2) },
}));

/**
 * The revisions and review steps of a postmortem, newest first.
 *
 * @param props - `opened`: the revision to scroll to
 */
export function HistoryView(props: { opened?: string }) {
  const { postmortem } = usePostmortemContext();
  const { id, status, revision: current, approvedRevision } = postmortem;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const load = useCallback<LoadPage<ReviewedRevision>>(
    // Reloads after a new revision or review step
    (cursor, signal) =>
      api.listRevisions(id, { cursor, limit: PAGE_SIZE }, { signal }),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [api, id, current, status],
  );
  const pages = useCursorPages(load);
  const { items, loading, error, reload } = pages;
  if (loading) return <LoadingList />;
  if (error && items.length === 0) {
    return <LoadError error={error} onRetry={reload} />;
  }
  return (
    <>
      <ol className={classes.list} aria-label={t('page.views.history')}>
        {items.map(({ reviewSteps, ...one }) => (
          <li
            key={one.revision}
            ref={`${one.revision}` === props.opened ? bringIntoView : undefined}
            className={classes.revision}
          >
            {[...reviewSteps].reverse().map(step => (
              <Step key={step.at} step={step} />
            ))}
            <Row gridGap="4px 8px">
              <Typography variant="subtitle1" component="h2">
                {t('page.details.revision', { number: `${one.revision}` })}
              </Typography>
              {one.revision === current && (
                <SmallChip
                  variant="outlined"
                  label={t('page.history.current')}
                />
              )}
              {one.revision === approvedRevision && (
                <SmallChip color="primary" label={t('page.history.approved')} />
              )}
            </Row>
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

function bringIntoView(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'center' });
}

/** A review step with its author and reason. */
function Step(props: { step: ReviewStep }) {
  const { from, to, by, at, reason } = props.step;
  const { step } = useStyles();
  const { t } = useTranslation();
  return (
    <div className={step}>
      <Typography variant="subtitle1" component="h2">
        {t('page.history.step', {
          from: t(`common.reviewStatus.${from}`),
          to: t(`common.reviewStatus.${to}`),
        })}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        <UtcTime at={at} /> · <EntityNameLink value={by} />
      </Typography>
      <Typography variant="body2">“{reason}”</Typography>
    </div>
  );
}

/** The reason of a revision. Shows the text of a block instead of its id. */
function Reason(props: { reason: string; sections: readonly Section[] }) {
  const { reason, sections } = props;
  const { t } = useTranslation();
  const { categories } = usePostmortemContext();
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
      {block.claims
        .map(({ text }) => `“${showBidiControls(text)}”`)
        .join(' ') || t('page.history.removed')}
    </>
  );
}

function AuthorName(props: { author: Author }) {
  const { author } = props;
  const { t } = useTranslation();
  switch (author.type) {
    case 'person':
      return <EntityNameLink value={author.ref} />;
    case 'machine':
      return <EntityNameLink value={author.subject} />;
    default: {
      const { name, version } = author;
      return <>{t(`page.history.author.${author.type}`, { name, version })}</>;
    }
  }
}

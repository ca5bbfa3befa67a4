import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import {
  entityRefSchema,
  type Block,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useRef } from 'react';
import { FailureAlert } from '../../shared/failure/FailureAlert';
import { Note } from '../../shared/Note';
import { useWords } from '../../shared/useWords';
import { useOpenDocument } from '../documentContext';
import { CategoryMenu } from './CategoryMenu';
import { categoryTitle } from './categoryTitle';
import { useCategoryChange } from './useCategoryChange';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginTop: theme.spacing(0.25),
  },
  chip: { margin: 0 },
}));

/** The category of a cause or factor; for those who may edit, also the suggestion and the choice of another. */
export function BlockCategory(props: { block: Block }) {
  const { block } = props;
  const { category } = block;
  const classes = useStyles();
  const { t } = useWords();
  const { allowed, categories, postmortem } = useOpenDocument();
  const { setCategory, failure, overtaken } = useCategoryChange(block);
  const menuButton = useRef<HTMLButtonElement>(null);
  const chosen =
    category &&
    t('page.category.chosen', {
      title: categoryTitle(categories, category.id),
    });
  if (!allowed.editDocument || categories.length === 0) {
    return category ? (
      <div className={classes.root}>
        <Tooltip title={<SetBy actor={category.setBy} />}>
          <Chip
            className={classes.chip}
            size="small"
            variant="outlined"
            tabIndex={0}
            label={chosen}
          />
        </Tooltip>
      </div>
    ) : null;
  }
  const suggestion = category
    ? undefined
    : postmortem.suggestedCategories?.[block.id];
  const title = suggestion && categoryTitle(categories, suggestion);
  return (
    <>
      <div className={classes.root}>
        {suggestion && title && (
          <>
            <Typography variant="body2" color="textSecondary">
              {t('page.category.suggested', { title })}
            </Typography>
            <Button
              size="small"
              color="primary"
              aria-label={t('page.category.acceptOf', { title })}
              onClick={() => {
                // Before this button disappears with the focus on it
                menuButton.current?.focus();
                setCategory(suggestion);
              }}
            >
              {t('page.category.accept')}
            </Button>
          </>
        )}
        <Tooltip title={category ? <SetBy actor={category.setBy} /> : ''}>
          <CategoryMenu
            ref={menuButton}
            id={`${block.id}-categories`}
            label={
              chosen ??
              t(suggestion ? 'page.category.other' : 'page.category.add')
            }
            chosen={category?.id}
            onChange={setCategory}
          />
        </Tooltip>
      </div>
      {overtaken && (
        <Note tone="warning" role="alert">
          <Typography>{t('page.conflict.title')}</Typography>
        </Note>
      )}
      <FailureAlert title={t('page.category.failed')} error={failure} />
    </>
  );
}

function SetBy(props: { actor: string }) {
  const { t } = useWords();
  const ref = entityRefSchema.safeParse(props.actor).data;
  return (
    <>
      {t('page.category.setBy')}{' '}
      {ref ? (
        <EntityDisplayName entityRef={ref} hideIcon disableTooltip />
      ) : (
        props.actor
      )}
    </>
  );
}

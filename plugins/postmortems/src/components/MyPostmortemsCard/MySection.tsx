import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { ReactNode, useEffect, useRef } from 'react';
import { LoadError } from '../shared/errors/LoadError';
import { LoadingList } from '../shared/list/LoadingList';
import { useTranslation } from '../shared/translation/useTranslation';
import type { MyList } from './useMyLists';

const useStyles = makeStyles((theme: Theme) => ({
  section: { marginBottom: theme.spacing(2) },
  title: { fontWeight: 600 },
  row: { display: 'block', fontFamily: theme.typography.fontFamily },
}));

/** A list with its title and its loading, error and empty states. */
export function MySection<T>(props: {
  title: string;
  list: MyList<T>;
  /** The message for an empty list. Without it, an empty section is hidden. */
  emptyMessage?: string;
  keyOf(item: T): string;
  children(item: T): ReactNode;
}) {
  const { title, list, emptyMessage, keyOf, children } = props;
  const { items, error, hasMore, loading } = list;
  const classes = useStyles();
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const shownBefore = useRef<number>();
  const shown = items?.length ?? 0;

  // The pressed button may unmount, so the focus moves to the first new row
  useEffect(() => {
    if (shownBefore.current === undefined || shown <= shownBefore.current) {
      return;
    }
    const row = rows.current?.children[shownBefore.current];
    row?.querySelector('a')?.focus();
    shownBefore.current = undefined;
  }, [shown]);

  if (items?.length === 0 && !emptyMessage) return null;
  return (
    <section className={classes.section}>
      <Typography
        variant="subtitle2"
        component="h3"
        className={classes.title}
        ref={heading}
        tabIndex={-1}
      >
        {title}
      </Typography>
      {error && (
        <LoadError
          error={error}
          onRetry={() => {
            list.retry();
            heading.current?.focus();
          }}
        />
      )}
      {!items && !error && <LoadingList />}
      {items?.length === 0 && (
        <Typography variant="body2">{emptyMessage}</Typography>
      )}
      {items && items.length > 0 && (
        <List dense disablePadding aria-label={title} ref={rows}>
          {items.map(item => (
            <ListItem key={keyOf(item)} disableGutters className={classes.row}>
              {children(item)}
            </ListItem>
          ))}
        </List>
      )}
      {hasMore && (
        <Button
          size="small"
          aria-label={t('home.moreOf', { list: title })}
          aria-disabled={loading}
          onClick={() => {
            if (loading) return;
            shownBefore.current = shown;
            list.showMore();
          }}
        >
          {t('home.more')}
        </Button>
      )}
    </section>
  );
}

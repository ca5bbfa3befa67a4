import Button from '@material-ui/core/Button';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import Typography from '@material-ui/core/Typography';
import { makeStyles, Theme } from '@material-ui/core/styles';
import { ReactNode, useEffect, useRef } from 'react';
import { FailedToLoad } from '../shared/failure/FailedToLoad';
import { LoadingList } from '../shared/list/LoadingList';
import { useWords } from '../shared/useWords';
import type { MyList } from './useMine';

const useStyles = makeStyles((theme: Theme) => ({
  section: { marginBottom: theme.spacing(2) },
  title: { fontWeight: 600 },
  row: { display: 'block', fontFamily: theme.typography.fontFamily },
}));

/** A list with its title, in whatever state it is. */
export function MySection<T>(props: {
  title: string;
  list: MyList<T>;
  /** What is said when there is nothing; without it, nothing of the section is shown then. */
  nothing?: string;
  keyOf(item: T): string;
  children(item: T): ReactNode;
}) {
  const { title, list, nothing, keyOf, children } = props;
  const { items, error, hasMore, loading } = list;
  const classes = useStyles();
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const rows = useRef<HTMLUListElement>(null);
  const shownBefore = useRef<number>();
  const shown = items?.length ?? 0;

  // The button that was pressed may be gone by then, so the focus goes to the first row that is new
  useEffect(() => {
    if (shownBefore.current === undefined || shown <= shownBefore.current) {
      return;
    }
    const row = rows.current?.children[shownBefore.current];
    row?.querySelector('a')?.focus();
    shownBefore.current = undefined;
  }, [shown]);

  if (items?.length === 0 && !nothing) return null;
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
        <FailedToLoad
          error={error}
          onRetry={() => {
            list.retry();
            heading.current?.focus();
          }}
        />
      )}
      {!items && !error && <LoadingList />}
      {items?.length === 0 && (
        <Typography variant="body2">{nothing}</Typography>
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

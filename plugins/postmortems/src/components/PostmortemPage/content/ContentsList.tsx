import Link from '@material-ui/core/Link';
import { makeStyles, Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTranslation } from '../../shared/translation/useTranslation';
import { sectionElementId, type ContentsId } from './sectionElementId';
import { useVisibleSection } from './useVisibleSection';

const useStyles = makeStyles((theme: Theme) => ({
  root: {
    ...theme.typography.body2,
    '@media print': { display: 'none' },
  },
  beside: {
    gridColumn: 2,
    gridRow: 1,
    position: 'sticky',
    top: theme.spacing(2),
    maxHeight: `calc(100vh - ${theme.spacing(4)}px)`,
    overflow: 'auto',
  },
  title: {
    ...theme.typography.subtitle2,
    margin: theme.spacing(0, 0, 1),
  },
  summary: {
    ...theme.typography.subtitle2,
    cursor: 'pointer',
    marginBottom: theme.spacing(1),
  },
  list: { listStyle: 'none', margin: theme.spacing(0.5, 0, 2), padding: 0 },
  link: {
    display: 'block',
    padding: theme.spacing(0.5, 0, 0.5, 1.5),
    borderLeft: `2px solid ${theme.palette.divider}`,
    color: theme.palette.text.secondary,
  },
  current: {
    color: theme.palette.text.primary,
    borderLeftColor: theme.palette.text.primary,
    fontWeight: 600,
  },
}));

/**
 * The sections as links: beside the text, or folded above it where there is no
 * room.
 */
export function ContentsList(props: {
  sections: readonly { id: ContentsId; title: string }[];
  isBeside: boolean;
}) {
  const { sections, isBeside } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const current = useVisibleSection(sections.map(({ id }) => id));
  const list = (
    <ul className={classes.list}>
      {sections.map(({ id, title }) => (
        <li key={id}>
          <Link
            href={`#${sectionElementId(id)}`}
            underline="hover"
            className={`${classes.link} ${
              id === current ? classes.current : ''
            }`}
            aria-current={id === current ? 'location' : undefined}
          >
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
  const title = t('page.content.contents');
  return isBeside ? (
    <nav aria-label={title} className={`${classes.root} ${classes.beside}`}>
      <p className={classes.title}>{title}</p>
      {list}
    </nav>
  ) : (
    <nav aria-label={title} className={classes.root}>
      <details>
        <summary className={classes.summary}>{title}</summary>
        {list}
      </details>
    </nav>
  );
}

/** Whether the contents fit beside the text. */
export function useRoomForContents(): boolean {
  return useMediaQuery((theme: Theme) => theme.breakpoints.up('lg'), {
    noSsr: true,
  });
}

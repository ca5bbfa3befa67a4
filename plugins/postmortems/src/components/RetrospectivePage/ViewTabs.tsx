import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { useWords } from '../useWords';
import { VIEWS, type View } from './usePageState';

const useStyles = makeStyles((theme: Theme) => ({
  tabs: {
    minHeight: 40,
    borderBottom: `1px solid ${theme.palette.divider}`,
    marginBottom: theme.spacing(2),
  },
  tab: {
    minHeight: 40,
    minWidth: 0,
    padding: theme.spacing(0.5, 1.5),
    textTransform: 'none',
    letterSpacing: 0,
    fontSize: '0.9375rem',
    // The component library fades tabs that are not chosen, to where they can hardly be read
    color: theme.palette.text.primary,
    opacity: 1,
    // The app's theme has a light background for this in dark mode too
    '&:hover': {
      color: theme.palette.text.primary,
      backgroundColor: theme.palette.action.hover,
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  chosen: { fontWeight: 700 },
}));

/** Id of the element that a view is shown in. */
export function viewPanelId(view: View): string {
  return `postmortem-view-${view}`;
}

/** Id of the tab that leads to a view. */
export function viewTabId(view: View): string {
  return `postmortem-tab-${view}`;
}

/** Ways to look at the postmortem. */
export function ViewTabs(props: { view: View; onChange(view: View): void }) {
  const { view, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <Tabs
      value={view}
      onChange={(_, chosen: View) => onChange(chosen)}
      aria-label={t('page.views.label')}
      indicatorColor="primary"
      variant="scrollable"
      scrollButtons="off"
      className={classes.tabs}
    >
      {VIEWS.map(one => (
        <Tab
          key={one}
          value={one}
          id={viewTabId(one)}
          aria-controls={one === view ? viewPanelId(one) : undefined}
          label={t(`page.views.${one}`)}
          classes={{ root: classes.tab, selected: classes.chosen }}
        />
      ))}
    </Tabs>
  );
}

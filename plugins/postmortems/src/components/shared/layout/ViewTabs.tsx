import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { useTranslation } from '../translation/useTranslation';

const useStyles = makeStyles((theme: Theme) => ({
  tabs: {
    borderBottom: `1px solid ${theme.palette.divider}`,
    marginBottom: theme.spacing(2),
  },
  // The theme's tabs lack contrast, and are too wide for phones
  tab: {
    minWidth: 0,
    padding: theme.spacing(1, 2),
    color: theme.palette.text.primary,
    opacity: 1,
    textTransform: 'none',
    letterSpacing: 'normal',
    fontSize: '0.9375rem',
    // The theme's hover background is light in dark mode too
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
  indicator: { height: 3, backgroundColor: theme.palette.text.primary },
}));

/**
 * The views of a page as tabs. The panel of the selected one gets {@link
 * viewPanelProps}.
 */
export function ViewTabs<V extends string>(props: {
  views: readonly { view: V; label: string }[];
  chosen: V;
  onChange(view: V): void;
}) {
  const { views, chosen, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <Tabs
      value={chosen}
      onChange={(_, view: V) => onChange(view)}
      aria-label={t('common.views')}
      className={classes.tabs}
      classes={{ indicator: classes.indicator }}
      variant="scrollable"
      scrollButtons="off"
    >
      {views.map(({ view, label }) => (
        <Tab
          key={view}
          value={view}
          id={tabId(view)}
          // Only the selected panel is rendered
          aria-controls={view === chosen ? panelId(view) : undefined}
          classes={{ root: classes.tab, selected: classes.chosen }}
          label={label}
        />
      ))}
    </Tabs>
  );
}

/** The props that make an element the panel of a tab. */
export function viewPanelProps(view: string) {
  return {
    role: 'tabpanel',
    id: panelId(view),
    'aria-labelledby': tabId(view),
  };
}

function panelId(view: string): string {
  return `view-${view}`;
}

function tabId(view: string): string {
  return `view-tab-${view}`;
}

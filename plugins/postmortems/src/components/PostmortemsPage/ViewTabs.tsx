import { makeStyles, Theme } from '@material-ui/core/styles';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import type { ReactNode } from 'react';
import { useWords } from '../useWords';
import { plainView, VIEWS, type PageAddress, type View } from './address';

const WORDS = {
  learning: 'learning',
  postmortems: 'postmortems',
  'action-items': 'actionItems',
} as const satisfies Record<View['view'], string>;

const useStyles = makeStyles((theme: Theme) => ({
  tabs: {
    borderBottom: `1px solid ${theme.palette.divider}`,
    marginBottom: theme.spacing(2),
  },
  // The theme's tabs fade to a contrast that many cannot read, and are as wide as a phone
  tab: {
    minWidth: 0,
    padding: theme.spacing(1, 2),
    color: theme.palette.text.primary,
    opacity: 1,
    textTransform: 'none',
    letterSpacing: 'normal',
    fontSize: '0.9375rem',
    '&.Mui-selected': { fontWeight: 700 },
  },
  indicator: { height: 3, backgroundColor: theme.palette.text.primary },
}));

/** The views of the page, as tabs. */
export function ViewTabs(props: { address: PageAddress }) {
  const { view, goTo } = props.address;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <Tabs
      value={view.view}
      onChange={(_, name: View['view']) => goTo(plainView(name))}
      aria-label={t('metrics.views.label')}
      className={classes.tabs}
      classes={{ indicator: classes.indicator }}
      variant="scrollable"
      scrollButtons="off"
    >
      {VIEWS.map(name => (
        <Tab
          key={name}
          value={name}
          id={`view-tab-${name}`}
          aria-controls={`view-${name}`}
          className={classes.tab}
          label={t(`metrics.views.${WORDS[name]}`)}
        />
      ))}
    </Tabs>
  );
}

/** What belongs to the chosen tab. */
export function ViewPanel(props: { view: View['view']; children: ReactNode }) {
  const { view, children } = props;
  return (
    <div
      role="tabpanel"
      id={`view-${view}`}
      aria-labelledby={`view-tab-${view}`}
    >
      {children}
    </div>
  );
}

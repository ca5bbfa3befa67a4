import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    width: sidebarConfig.drawerWidthClosed,
    height: 3 * sidebarConfig.logoHeight,
    display: 'flex',
    alignItems: 'center',
    marginBottom: -14,
  },
  link: {
    marginLeft: 24,
    whiteSpace: 'nowrap',
    color: '#fff',
    fontSize: 20,
    fontWeight: 700,
  },
});

/** The app's title as text; its first letter only while the sidebar is closed. */
export const SidebarLogo = () => {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  const title = useApi(configApiRef).getOptionalString('app.title') ?? 'Home';

  return (
    <div className={classes.root}>
      <Link to="/" underline="none" className={classes.link} aria-label={title}>
        {isOpen ? title : title.slice(0, 1)}
      </Link>
    </div>
  );
};

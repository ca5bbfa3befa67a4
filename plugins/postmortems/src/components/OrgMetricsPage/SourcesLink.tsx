import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { sourceReadPermission } from '@postmortems/backstage-plugin-postmortems-common';
import { sourcesRouteRef } from '../../routes';
import { useTranslation } from '../shared/translation/useTranslation';

/** Backstage's addition to the theme. */
type PageTheme = { page?: { fontColor: string } };

const useStyles = makeStyles({
  link: {
    color: (theme: PageTheme) => theme.page?.fontColor,
    textDecoration: 'underline',
    // The header leaves no room at its end
    marginRight: 16,
  },
});

/** Leads those who may see them to the sources of evidence. */
export function SourcesLink() {
  const { t } = useTranslation();
  const classes = useStyles(useTheme<PageTheme>());
  const route = useRouteRef(sourcesRouteRef);
  const { allowed } = usePermission({ permission: sourceReadPermission });
  if (!allowed) return null;
  return (
    <Link to={route()} className={classes.link}>
      {t('sources.title')}
    </Link>
  );
}

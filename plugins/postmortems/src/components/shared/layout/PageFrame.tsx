import { Content, Header, Link, Page } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { rootRouteRef } from '../../../routes';
import { defaultView, writeView } from '../orgMetricsAddress';
import { useTranslation } from '../translation/useTranslation';

/** Backstage's addition to the theme. */
type PageTheme = { page?: { fontColor: string } };

const useStyles = makeStyles({
  back: {
    color: (theme: PageTheme) => theme.page?.fontColor,
    textDecoration: 'underline',
    '@media print': { display: 'none' },
  },
  title: { '@media print': { color: '#000' } },
});

/** A page with its title and a link to all postmortems. */
export function PageFrame(props: { title: string; children: ReactNode }) {
  const { title, children } = props;
  return (
    <Page themeId="tool">
      <CompactHeader title={title} />
      <Content>{children}</Content>
    </Page>
  );
}

function CompactHeader(props: { title: string }) {
  const { title } = props;
  const classes = useStyles(useTheme<PageTheme>());
  const { t } = useTranslation();
  const listRoute = useRouteRef(rootRouteRef);
  return (
    <Header
      title={<span className={classes.title}>{title}</span>}
      pageTitleOverride={title}
      // The default padding takes a third of a small screen
      style={{ padding: '12px 24px' }}
      subtitle={
        <Link
          to={`${listRoute()}?${new URLSearchParams(
            writeView(defaultView('postmortems')),
          )}`}
          className={classes.back}
        >
          {t('common.allPostmortems')}
        </Link>
      }
    />
  );
}

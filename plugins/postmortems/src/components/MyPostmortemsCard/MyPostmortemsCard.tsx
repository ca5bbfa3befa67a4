import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { rootRouteRef, postmortemRouteRef } from '../../routes';
import { formatUtcDate } from '../shared/format/times';
import { useTranslation } from '../shared/translation/useTranslation';
import { MyActionItem } from './MyActionItem';
import { MySection } from './MySection';
import { useMyActionItems, useMyPostmortems } from './useMyLists';

/** The reader's action items, and the postmortems of their services. */
export function MyPostmortemsCard() {
  const { t } = useTranslation();
  const root = useRouteRef(rootRouteRef);
  const pathOf = useRouteRef(postmortemRouteRef);
  const open = useMyActionItems('open');
  const proposed = useMyActionItems('proposed');
  const postmortems = useMyPostmortems();
  return (
    <>
      <MySection
        title={t('orgMetrics.actionItems.title.open')}
        list={open}
        emptyMessage={t('home.noItems')}
        keyOf={({ id, postmortemId }) => `${postmortemId} ${id}`}
      >
        {item => <MyActionItem item={item} />}
      </MySection>
      <MySection
        title={t('home.proposals')}
        list={proposed}
        keyOf={({ id, postmortemId }) => `${postmortemId} ${id}`}
      >
        {item => <MyActionItem item={item} />}
      </MySection>
      <MySection
        title={t('home.postmortems')}
        list={postmortems}
        emptyMessage={t('home.noPostmortems')}
        keyOf={({ id }) => id}
      >
        {({ id, title, status, incident }) => (
          <>
            <Link to={pathOf({ postmortemId: id })}>{title}</Link>
            <Typography variant="body2">
              {[
                t(`common.reviewStatus.${status}`),
                t(`common.severity.${incident.severity}`),
                formatUtcDate(incident.startedAt),
              ].join(' · ')}
            </Typography>
          </>
        )}
      </MySection>
      <Typography variant="body2">
        <Link to={root()}>{t('common.allPostmortems')}</Link>
      </Typography>
    </>
  );
}

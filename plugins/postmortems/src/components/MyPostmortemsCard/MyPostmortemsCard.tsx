import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { rootRouteRef, retrospectiveRouteRef } from '../../routes';
import { useWords } from '../useWords';
import { MyActionItem } from './MyActionItem';
import { MySection } from './MySection';
import { useMyActionItems, useMyRetrospectives } from './useMine';

/** What waits for the reader: their action items and those of their groups, and the postmortems of their services. */
export function MyPostmortemsCard() {
  const { t } = useWords();
  const root = useRouteRef(rootRouteRef);
  const pathOf = useRouteRef(retrospectiveRouteRef);
  const open = useMyActionItems('open');
  const proposed = useMyActionItems('proposed');
  const retrospectives = useMyRetrospectives();
  return (
    <>
      <MySection
        title={t('list.mine.items')}
        list={open}
        nothing={t('list.mine.noItems')}
        keyOf={({ id, retrospectiveId }) => `${retrospectiveId} ${id}`}
      >
        {item => <MyActionItem item={item} />}
      </MySection>
      <MySection
        title={t('list.mine.proposals')}
        list={proposed}
        keyOf={({ id, retrospectiveId }) => `${retrospectiveId} ${id}`}
      >
        {item => <MyActionItem item={item} />}
      </MySection>
      <MySection
        title={t('list.mine.postmortems')}
        list={retrospectives}
        nothing={t('list.mine.noPostmortems')}
        keyOf={({ id }) => id}
      >
        {({ id, title, status, incident }) => (
          <>
            <Link to={pathOf({ retrospectiveId: id })}>{title}</Link>
            <Typography variant="body2">
              {[
                t(`list.status.${status}`),
                t(`list.severity.${incident.severity}`),
                incident.startedAt.slice(0, 'YYYY-MM-DD'.length),
              ].join(' · ')}
            </Typography>
          </>
        )}
      </MySection>
      <Typography variant="body2">
        <Link to={root()}>{t('list.mine.all')}</Link>
      </Typography>
    </>
  );
}

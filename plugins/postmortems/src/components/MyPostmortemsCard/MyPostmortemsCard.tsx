import { Link, Progress } from '@backstage/core-components';
import {
  identityApiRef,
  useApi,
  useRouteRef,
} from '@backstage/core-plugin-api';
import Chip from '@material-ui/core/Chip';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { retrospectiveRouteRef } from '../../routes';
import { FailedToLoad } from '../FailedToLoad';
import { useWords } from '../useWords';

/** Rows of each list. */
const SHOWN = 5;

/** Postmortems of the reader's services that wait for them, and the action items that they or their groups own. */
export function MyPostmortemsCard() {
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const identity = useApi(identityApiRef);
  const pathOf = useRouteRef(retrospectiveRouteRef);
  const { value, error, retry } = useAsyncRetry(async () => {
    const { userEntityRef, ownershipEntityRefs } =
      await identity.getBackstageIdentity();
    const [postmortems, items] = await Promise.all([
      api.listRetrospectives({
        entityRef: userEntityRef,
        only: 'unpublished',
        limit: SHOWN,
      }),
      api.listActionItems({
        owner: [...new Set([userEntityRef, ...ownershipEntityRefs])],
        status: 'open',
        limit: SHOWN,
      }),
    ]);
    return { postmortems: postmortems.items, items: items.items };
  }, [api, identity]);
  if (error) return <FailedToLoad error={error} onRetry={retry} />;
  if (!value) return <Progress />;
  const today = new Date().toISOString();
  return (
    <>
      <Typography variant="subtitle2" component="h3">
        {t('list.mine.postmortems')}
      </Typography>
      {value.postmortems.length === 0 && (
        <Typography variant="body2">{t('list.mine.noPostmortems')}</Typography>
      )}
      <List dense>
        {value.postmortems.map(({ id, title, status, incident }) => (
          <ListItem key={id} disableGutters>
            <ListItemText
              primary={
                <Link to={pathOf({ retrospectiveId: id })}>{title}</Link>
              }
              secondary={`${t(
                `list.severity.${incident.severity}`,
              )} · ${incident.startedAt.slice(0, 10)} · ${t(
                `list.status.${status}`,
              )}`}
            />
          </ListItem>
        ))}
      </List>
      <Typography variant="subtitle2" component="h3">
        {t('list.mine.items')}
      </Typography>
      {value.items.length === 0 && (
        <Typography variant="body2">{t('list.mine.noItems')}</Typography>
      )}
      <List dense>
        {value.items.map(({ id, retrospectiveId, title, dueAt }) => (
          <ListItem key={`${retrospectiveId} ${id}`} disableGutters>
            <ListItemText
              primary={<Link to={pathOf({ retrospectiveId })}>{title}</Link>}
              secondary={
                dueAt && `${t('page.actionItem.due')}: ${dueAt.slice(0, 10)}`
              }
            />
            {dueAt && dueAt < today && (
              <Chip size="small" label={t('list.mine.overdue')} />
            )}
          </ListItem>
        ))}
      </List>
    </>
  );
}

import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { postmortemsApiRef } from '@postmortems/backstage-plugin-postmortems';
import { useEffect, useState } from 'react';

/** The incident that shows most of what there is. */
const BEST = 'INC-101';
const POLL_MS = 2_000;

/** Leads to the postmortem that visitors of the demo read first, once it is seeded. */
export const StartHere = () => {
  const api = useApi(postmortemsApiRef);
  const [best, setBest] = useState<{ id: string; title: string }>();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOpen = true;
    const look = async () => {
      const found = await api
        .listPostmortems({ incidentKey: BEST })
        .catch(() => undefined);
      if (!isOpen) return;
      if (found?.items[0]) setBest(found.items[0]);
      else timer = setTimeout(look, POLL_MS);
    };
    look();
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [api]);

  return (
    <>
      <Typography variant="h6" component="p">
        {best ? (
          <Link to={`/postmortems/${best.id}`}>{best.title}</Link>
        ) : (
          'The demo is writing its first postmortems …'
        )}
      </Typography>
      <Typography variant="body2" paragraph>
        A release, 46 minutes, a wrong suspicion and a rollback: the postmortem
        was drafted from alerts, metrics, logs, chat and an investigation.
        Choose a sentence to see its evidence.
      </Typography>
      <Typography variant="body2">
        Then:{' '}
        <Link to="/postmortems" underline="always">
          metrics of 400 incidents
        </Link>
        ,{' '}
        <Link
          to="/catalog/default/component/checkout/postmortems"
          underline="always"
        >
          the postmortems of a service
        </Link>
        ,{' '}
        <Link to="/catalog" underline="always">
          the catalog
        </Link>
        . All incidents are simulated, people and messages are made up.
      </Typography>
    </>
  );
};

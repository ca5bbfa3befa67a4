import {
  checkConnection,
  type ConnectionCheck,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { AlertmanagerClient } from '../ask/AlertmanagerClient';
import type { AnnotationsClient } from './AnnotationsClient';
import type { OrganisationClient } from './OrganisationClient';

/** Whether Grafana answers, and lets us read what evidence and ends are made of. */
export async function testGrafana(options: {
  target: string;
  organisation: OrganisationClient;
  annotations: AnnotationsClient;
  alertmanager: AlertmanagerClient | undefined;
  signal: AbortSignal;
}): Promise<ConnectionCheck> {
  const { target, organisation, annotations, alertmanager, signal } = options;
  const to = new Date();
  const from = new Date(to.getTime() - 60_000);
  const list = (type: 'alert' | 'annotation') => () =>
    annotations.list({ type, from, to, signal });
  return checkConnection(target, async () => {
    let orgId: number | undefined;
    await tryEach({
      'the organisation': async () => {
        orgId = await organisation.orgId(signal);
      },
      annotations: list('annotation'),
      'the state history of alert rules': list('alert'),
      ...(alertmanager && {
        'alerts that fire': () => alertmanager.currentGroups({ signal }),
      }),
    });
    return `It lets us read annotations${
      alertmanager ? ', alerts' : ''
    } and the state history of alert rules; organisation ${orgId}`;
  });
}

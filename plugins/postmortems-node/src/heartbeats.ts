import { mapSeverity } from './severity';

/**
 * Names of alerts of kube-prometheus and others that say nothing is wrong, such as
 * one that always fires to show that alerts arrive.
 *
 * @public
 */
export const HEARTBEAT_ALERTS: readonly string[] = [
  'Watchdog',
  'InfoInhibitor',
  'DeadMansSwitch',
];

const NAMES: ReadonlySet<string> = new Set(HEARTBEAT_ALERTS.map(comparable));

/**
 * Whether an alert is a heartbeat: by its name, however it is spelled, or by a
 * severity that {@link mapSeverity} takes for none.
 *
 * @param alert - `alertName` and `severity` of the payload of an alert
 * @public
 */
export function isHeartbeat(alert: {
  alertName?: unknown;
  severity?: unknown;
}): boolean {
  const { alertName, severity } = alert;
  return (
    (typeof alertName === 'string' && NAMES.has(comparable(alertName))) ||
    (typeof severity === 'string' && mapSeverity(severity) === 'none')
  );
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

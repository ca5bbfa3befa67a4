import { z } from 'zod';
import type { AlertmanagerConfig } from '../config/config';
import { MonitoringApi } from '../http/MonitoringApi';

/** An alert is read where it is used, so that an odd one costs no other. */
const groupsSchema = z.array(
  z.looseObject({
    labels: z.unknown(),
    receiver: z.looseObject({ name: z.string() }),
    alerts: z.array(
      z
        .looseObject({ status: z.looseObject({ state: z.string() }) })
        .catch(({ value }) => ({ ...Object(value), status: { state: '' } })),
    ),
  }),
);

/** A group as Alertmanager has it at the moment; all of its alerts fire. */
export type CurrentGroup = z.output<typeof groupsSchema>[number];

/** The one call of Alertmanager's HTTP API that tells what fires now. */
export class AlertmanagerClient {
  readonly #api: MonitoringApi;
  readonly #receiver: string;

  constructor(options: { alertmanager: AlertmanagerConfig }) {
    const { alertmanager } = options;
    this.#receiver = alertmanager.receiver;
    this.#api = new MonitoringApi({
      name: 'Alertmanager',
      server: alertmanager,
    });
  }

  /** What is routed to our receiver, silenced and inhibited alerts among it. */
  async currentGroups(options: {
    signal: AbortSignal;
  }): Promise<CurrentGroup[]> {
    const receiver = this.#receiver.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const query = new URLSearchParams({ receiver });
    const groups = await this.#api.call(
      groupsSchema,
      `/api/v2/alerts/groups?${query}`,
      options,
    );
    return groups.filter(group => group.receiver.name === this.#receiver);
  }
}

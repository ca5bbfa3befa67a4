import { z } from 'zod';
import {
  JsonApi,
  type JsonServer,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Muted, Sender } from '../incidents/TrackedAlert';

const idsSchema = z.array(z.string()).catch([]);

/** `mutedBy` names mute timings; Alertmanager has it since 0.28, Grafana does not. */
const statusSchema = z.looseObject({
  state: z.string(),
  silencedBy: idsSchema,
  inhibitedBy: idsSchema,
  mutedBy: idsSchema,
});

const NO_STATUS = { state: '', silencedBy: [], inhibitedBy: [], mutedBy: [] };

/** An alert is read where it is used, so that an odd one costs no other. */
const groupsSchema = z.array(
  z.looseObject({
    labels: z.unknown(),
    receiver: z.looseObject({ name: z.string() }),
    alerts: z.array(
      z
        .looseObject({ status: statusSchema })
        .catch(({ value }) => ({ ...Object(value), status: NO_STATUS })),
    ),
  }),
);

const silencesSchema = z.array(
  z.looseObject({ id: z.string(), endsAt: z.iso.datetime({ offset: true }) }),
);

/** A group as it is at the moment; all of its alerts fire. */
export type CurrentGroup = {
  labels?: unknown;
  alerts: CurrentAlert[];
  receiver: { name: string };
  /** Whether its notifications go to the configured receiver. */
  isOurs: boolean;
};

export type CurrentAlert = Record<string, unknown> & {
  status: z.output<typeof statusSchema>;
  /** Why nobody is notified of it, where the answer says so. */
  muted?: Muted;
};

/** What Alertmanager's HTTP API, which Grafana has too, tells of what fires now. */
export class AlertmanagerClient {
  readonly #api: JsonApi;
  readonly #prefix: string;
  readonly #receiver: string;

  constructor(options: {
    name: Sender;
    server: JsonServer;
    /** Path to the API below the root of the server. */
    prefix?: string;
    receiver: string;
  }) {
    this.#prefix = `${options.prefix ?? ''}/api/v2`;
    this.#receiver = options.receiver;
    this.#api = new JsonApi(options);
  }

  /**
   * What fires, silenced and inhibited alerts among it, whoever is notified: an alert
   * that came by another receiver than the configured one has not ended.
   */
  async currentGroups(options: {
    signal: AbortSignal;
  }): Promise<CurrentGroup[]> {
    const groups = await this.#api.call(
      groupsSchema,
      `${this.#prefix}/alerts/groups`,
      options,
    );
    const isSilenced = groups.some(({ alerts }) =>
      alerts.some(({ status }) => status.silencedBy.length > 0),
    );
    const ends = isSilenced
      ? await this.#silenceEnds(options)
      : new Map<string, string>();
    return groups.map(group => ({
      ...group,
      isOurs: group.receiver.name === this.#receiver,
      alerts: group.alerts.map(alert => ({
        ...alert,
        muted: muteOf(alert.status, ends),
      })),
    }));
  }

  /** Empty where silences must not be read: that alerts are silenced is known. */
  async #silenceEnds(options: {
    signal: AbortSignal;
  }): Promise<Map<string, string>> {
    try {
      const silences = await this.#api.call(
        silencesSchema,
        `${this.#prefix}/silences`,
        options,
      );
      return new Map(
        silences.map(({ id, endsAt }) => [id, new Date(endsAt).toISOString()]),
      );
    } catch {
      return new Map();
    }
  }
}

function muteOf(
  status: z.output<typeof statusSchema>,
  ends: ReadonlyMap<string, string>,
): Muted | undefined {
  const { silencedBy, inhibitedBy, mutedBy } = status;
  if (silencedBy.length > 0) {
    const until = silencedBy
      .flatMap(id => ends.get(id) ?? [])
      .sort()
      .at(-1);
    return { by: 'silence', until };
  }
  if (inhibitedBy.length > 0) return { by: 'inhibition' };
  return mutedBy.length > 0 ? { by: 'mute timing' } : undefined;
}

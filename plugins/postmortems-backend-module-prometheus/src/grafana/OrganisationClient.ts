import {
  JsonApi,
  type JsonServer,
} from '@postmortems/backstage-plugin-postmortems-node';
import { z } from 'zod';

const organisationSchema = z.looseObject({ id: z.number().int() });

const namesSchema = z.array(z.unknown()).nullish().catch(['unreadable']);

type Policy = { isTimed: boolean; routes: Policy[] };

const policySchema: z.ZodType<Policy> = z.lazy(() =>
  z
    .looseObject({
      mute_time_intervals: namesSchema,
      active_time_intervals: namesSchema,
      routes: z.array(policySchema).nullish(),
    })
    .transform(one => ({
      isTimed: Boolean(
        one.mute_time_intervals?.length || one.active_time_intervals?.length,
      ),
      routes: one.routes ?? [],
    })),
);

/** Settings of the organisation that the token is of. */
export class OrganisationClient {
  readonly #api: JsonApi;

  constructor(options: { server: JsonServer }) {
    this.#api = new JsonApi({ name: 'Grafana', ...options });
  }

  async orgId(signal: AbortSignal): Promise<number> {
    const { id } = await this.#api.call(organisationSchema, '/api/org', {
      signal,
    });
    return id;
  }

  /**
   * Whether notification policies have mute timings. Grafana's API has an alert in a
   * mute timing as active, so they count as there where policies must not be read.
   */
  async hasMuteTimings(signal: AbortSignal): Promise<boolean> {
    try {
      const path = '/api/v1/provisioning/policies';
      return isTimed(await this.#api.call(policySchema, path, { signal }));
    } catch {
      return true;
    }
  }
}

function isTimed(policy: Policy): boolean {
  return policy.isTimed || policy.routes.some(isTimed);
}

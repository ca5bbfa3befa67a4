import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
// The module is tested against the API that it calls
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import { PostmortemsClient } from '@postmortems/backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import scaffolderModule from '..';
import { interceptFetch } from './interceptFetch';
import { workspaceModule } from './workspaceModule';

const ENDED = ['completed', 'failed', 'cancelled'];

/** What became of a task. */
type Outcome = {
  id: string;
  status: string;
  /** What the steps have logged, failures among it. */
  log: string;
  /** What each step of `templateOf` has put out; else what the template says. */
  output: Record<string, Record<string, string>>;
};

type Values = Record<string, unknown>;

const entity = (kind: string, name: string, owner?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: owner
    ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
    : [],
});

/**
 * A template of steps alone. Its output has the output of each step under the
 * step's id.
 */
export function templateOf(name: string, steps: JsonObject[]): Entity {
  const ids = steps.map(({ id }) => String(id));
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'postmortem',
      owner: 'group:default/sre-team',
      parameters: [],
      steps,
      output: Object.fromEntries(
        ids.map(id => [id, `\${{ steps['${id}'].output }}`]),
      ),
    },
  };
}

/**
 * The scaffolder and the postmortems backend in one process, over HTTP and
 * SQLite, with the module between them: tasks, their checkpoints and their
 * retries are Backstage's own.
 */
export async function startScaffolder(templates: Entity[]) {
  /** Names of permissions that nobody has. */
  const denied = new Set<string>();
  const network = interceptFetch();
  const decide = async (requests: { permission: { name: string } }[]) =>
    requests.map(({ permission }) => ({
      result: denied.has(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    })) as never;
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      postmortemsPlugin,
      scaffolderModule,
      workspaceModule,
      catalogServiceMock.factory({
        entities: [
          entity('Component', 'checkout', 'sre-team'),
          entity('Component', 'storefront', 'web-team'),
          entity('Group', 'sre-team'),
          entity('Group', 'web-team'),
          {
            ...entity('User', 'ada'),
            spec: { profile: { displayName: 'Ada Okafor' } },
          },
          ...templates,
        ],
      }),
      mockServices.permissions.mock({
        authorize: decide,
        authorizeConditional: decide,
      }).factory,
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api`;
  const api = new PostmortemsClient({
    discoveryApi: { getBaseUrl: async id => `${baseUrl}/${id}` },
    fetchApi: { fetch: network.fetch },
  });

  const call = async (
    method: string,
    path: string,
    user: string,
    body?: object,
  ) => {
    const response = await network.fetch(`${baseUrl}/scaffolder/v2${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(`user:default/${user}`),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  };
  const outcomeOf = async (id: string, user: string): Promise<Outcome> => {
    let status = 'open';
    while (!ENDED.includes(status)) {
      await sleep(20);
      ({ status } = await call('GET', `/tasks/${id}`, user));
    }
    const events: { body: { message: string; output?: Outcome['output'] } }[] =
      await call('GET', `/tasks/${id}/events`, user);
    return {
      id,
      status,
      log: events.map(({ body }) => body.message).join('\n'),
      output: events.at(-1)?.body.output ?? {},
    };
  };

  return {
    api,
    denied,
    network,
    async incidentKeys(): Promise<string[]> {
      const { items } = await api.listIncidents({ limit: 500 });
      return items.map(({ key }) => key);
    },
    /** What there is of an incident, besides what the pipeline itself proposes. */
    async storedOf(incidentKey: string) {
      const postmortems = await api.listPostmortems({ incidentKey });
      const evidence = await api.listEvidence(incidentKey);
      const items = await api.listActionItems({ limit: 500 });
      return {
        incident: await api.getIncident(incidentKey),
        postmortems: postmortems.items,
        evidence: evidence.items,
        items: items.items.filter(
          item =>
            item.incidentKey === incidentKey &&
            item.createdBy !== 'postmortems',
        ),
      };
    },
    async run(template: string, values: Values = {}, user = 'ada') {
      const { id } = await call('POST', '/tasks', user, {
        templateRef: `template:default/${template}`,
        values,
      });
      return outcomeOf(id, user);
    },
    /** As the button of a failed task does. */
    async retry(id: string, user = 'ada') {
      await call('POST', `/tasks/${id}/retry`, user, {});
      return outcomeOf(id, user);
    },
    /** Throws when a step does. */
    async dryRun(
      template: Entity,
      values: Values = {},
    ): Promise<Pick<Outcome, 'output'>> {
      return call('POST', '/dry-run', 'ada', {
        template,
        values,
        directoryContents: [],
      });
    },
  };
}

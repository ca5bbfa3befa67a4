import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The module is tested in its plugin
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from '@postmortems/backstage-plugin-postmortems-backend';
import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { join } from 'node:path';
import request from 'supertest';
import openaiModule from '..';
import { evidence, incident, trace } from './incident';

/**
 * The built-in template drops claims of a model that are not supported, `keep`
 * keeps them, and `custom` has sections of its own.
 */
export type TestTemplate = 'drop' | 'keep' | 'custom';

const configOf = (name: string) => ({
  templateManagement: {
    locations: [{ type: 'file', target: join(__dirname, `${name}.yaml`) }],
    defaultVersion: name,
  },
});

/** The backend with the model, and the incident in it. */
export async function startBackend(
  openai: JsonObject,
  template: TestTemplate = 'drop',
) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      openaiModule,
      mockServices.rootConfig.factory({
        data: {
          postmortems: {
            openai,
            ...(template !== 'drop' && configOf(template)),
          },
        },
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout', namespace: 'default' },
            relations: [
              { type: 'ownedBy', targetRef: 'group:default/payments-team' },
            ],
          },
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'mei.tan', namespace: 'default' },
            spec: {
              profile: { displayName: 'Mei Tan', email: 'mei.tan@example.com' },
            },
            relations: [
              { type: 'memberOf', targetRef: 'group:default/payments-team' },
            ],
          },
        ],
      }),
    ],
  });
  const post = async (path: string, body: object) => {
    const answer = await request(backend.server)
      .post(`/api/postmortems/v1${path}`)
      .set('authorization', mockCredentials.service.header())
      .send(body);
    if (answer.status >= 400) {
      throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  return {
    stop: () => backend.stop(),
    async fill(
      options: { more?: SubmitEvidenceNode[]; withTrace?: boolean } = {},
    ) {
      const { more = [], withTrace = true } = options;
      await post('/incidents', incident);
      const sent = await post(`/incidents/${incident.key}/evidence`, {
        nodes: [...evidence, ...more],
      });
      if (sent.rejected > 0) throw new Error(JSON.stringify(sent.outcomes));
      if (withTrace) await post(`/incidents/${incident.key}/traces`, trace);
    },
    write: (): Promise<Postmortem> =>
      post(`/incidents/${incident.key}/postmortems`, {}),
  };
}

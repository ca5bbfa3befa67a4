import { identityApiRef } from '@backstage/core-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type {
  ActionItemRecord,
  PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { rootRouteRef } from '../../../routes';
import { MyPostmortemsCard } from '../MyPostmortemsCard';

export function actionItem(part: Partial<ActionItemRecord>): ActionItemRecord {
  return {
    id: 'a-1',
    postmortemId: 'retro-1',
    incidentKey: 'INC-7',
    title: 'Alert on a full pool',
    type: 'detect',
    priority: 'high',
    state: 'open',
    endState: 'An alert fires',
    version: 1,
    createdBy: 'postmortems',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...part,
  };
}

export const emptyPage = { items: [], pageInfo: {} };

/**
 * The card for Ada, who is in the SRE team. Nothing waits for her unless the
 * test says so.
 */
export async function renderCard(
  expected: Partial<PostmortemsApi>,
  ownershipEntityRefs = ['user:default/ada', 'group:default/sre-team'],
) {
  const api = fakePostmortemsApi({
    listPostmortems: async () => emptyPage,
    listActionItems: async () => emptyPage,
    ...expected,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: 'user:default/ada',
            ownershipEntityRefs,
          }),
        ],
      ]}
    >
      <MyPostmortemsCard />
    </TestApiProvider>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
  return api;
}

/** Answers with the items of the status that is asked for. */
export function itemsOf(
  byStatus: Partial<Record<string, ActionItemRecord[]>>,
): PostmortemsApi['listActionItems'] {
  return async query => ({
    items: (byStatus[query?.status ?? ''] ?? []).slice(0, Number(query?.limit)),
    pageInfo: {},
  });
}

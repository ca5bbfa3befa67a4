import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  incidentCreatePermission,
  incidentReadPermission,
  incidentUpdatePermission,
  incidentVisibilityPermission,
  postmortemApprovePermission,
  postmortemCreatePermission,
  postmortemPublishPermission,
  postmortemUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';

const ADMINISTRATORS = 'group:default/administrators';
const REVIEWERS = 'group:default/reviewers';

const REVIEWER = namesOf([
  incidentReadPermission,
  postmortemApprovePermission,
  postmortemPublishPermission,
]);
const ENGINEER = namesOf([
  incidentReadPermission,
  incidentCreatePermission,
  incidentUpdatePermission,
  incidentVisibilityPermission,
  postmortemCreatePermission,
  postmortemUpdatePermission,
]);

/**
 * Who may do what in the example app: engineers write, reviewers approve and
 * publish, administrators do everything. Other plugins allow everything.
 */
export class RolesPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission: { name } }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isAllowed =
      !name.startsWith('postmortems.') ||
      (user !== undefined && (await this.#isAllowed(name, user)));
    return { result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }

  async #isAllowed(
    name: string,
    { credentials }: PolicyQueryUser,
  ): Promise<boolean> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    if (ownershipEntityRefs.includes(ADMINISTRATORS)) return true;
    const isReviewer = ownershipEntityRefs.includes(REVIEWERS);
    return (isReviewer ? REVIEWER : ENGINEER).has(name);
  }
}

function namesOf(permissions: { name: string }[]): ReadonlySet<string> {
  return new Set(permissions.map(({ name }) => name));
}

import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type BasicPermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { incidentResourceRef } from '@postmortems/backstage-plugin-postmortems-node';
import { lowerCased, type ServiceCatalog } from '../catalog';
import type { IncidentCriteria } from '../database';
import type { Caller } from './Caller';
import type { MachineRights } from './MachineRights';
import { involvedIncidents, visibleIncidents } from './visibleIncidents';

/**
 * Turns permission decisions and the visibility of incidents into criteria.
 * Stores apply them first, so that what a caller may not see is never counted.
 */
export class Authorizer {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #userInfo: UserInfoService;
  readonly #catalog: Pick<ServiceCatalog, 'ownedBy'>;
  readonly #machines: MachineRights;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
    userInfo: UserInfoService;
    catalog: Pick<ServiceCatalog, 'ownedBy'>;
    machines: MachineRights;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#userInfo = options.userInfo;
    this.#catalog = options.catalog;
    this.#machines = options.machines;
  }

  /**
   * Decides on all permissions in one request to the permission backend. Throws
   * `NotAllowedError` when the caller lacks one of them altogether; otherwise
   * the criteria of each caller say for which incidents it holds.
   */
  async authorize<P extends readonly Permission[]>(
    credentials: BackstageCredentials,
    permissions: readonly [...P],
  ): Promise<{ [I in keyof P]: Caller }> {
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      permissions.forEach(one => this.#machines.require(subject, one));
    }
    const decisions = await this.#decide(credentials, permissions);
    const decided = permissions.map((permission, index) =>
      this.#toCriteria(decisions[index], permission),
    );
    const as = await this.#identify(credentials);
    return decided.map(criteria => ({
      actor: as.actor,
      credentials: as.credentials,
      involved: as.involved,
      criteria: both(criteria, as.involved && visibleIncidents(as.involved)),
    })) as { [I in keyof P]: Caller };
  }

  async #identify(
    credentials: BackstageCredentials,
  ): Promise<Omit<Caller, 'criteria'>> {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      // Stored refs are in lower case, those of a token as its issuer likes
      const userEntityRef = lowerCased(credentials.principal.userEntityRef);
      return {
        actor: userEntityRef,
        credentials,
        involved: await this.#involved(credentials, userEntityRef),
      };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      const { subject } = credentials.principal;
      return {
        // Whatever it is called, it is no person
        actor: subject.startsWith('user:') ? `external:${subject}` : subject,
        // A machine's token may be valid for this plugin only
        credentials: await this.#auth.getOwnServiceCredentials(),
      };
    }
    throw new NotAllowedError('Only users and machines may call this');
  }

  /**
   * Decisions in the order of the permissions, from one query for resource
   * permissions and one for the others.
   */
  async #decide(
    credentials: BackstageCredentials,
    permissions: readonly Permission[],
  ): Promise<PolicyDecision[]> {
    const onIncidents = permissions.filter(one => isResourcePermission(one));
    const others = permissions.filter(
      (one): one is BasicPermission => !isResourcePermission(one),
    );
    const [conditional, basic]: PolicyDecision[][] = await Promise.all([
      onIncidents.length > 0
        ? this.#permissions.authorizeConditional(
            onIncidents.map(permission => ({ permission })),
            { credentials },
          )
        : [],
      others.length > 0
        ? this.#permissions.authorize(
            others.map(permission => ({ permission })),
            { credentials },
          )
        : [],
    ]);
    const decisions = new Map<Permission, PolicyDecision>();
    onIncidents.forEach((one, index) => decisions.set(one, conditional[index]));
    others.forEach((one, index) => decisions.set(one, basic[index]));
    return permissions.map(permission => decisions.get(permission)!);
  }

  async #involved(
    credentials: BackstageCredentials,
    user: string,
  ): Promise<{ anyOf: IncidentCriteria[] }> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    const refs = [...new Set([user, ...ownershipEntityRefs.map(lowerCased)])];
    const services = await this.#catalog.ownedBy({ ownerRefs: refs });
    return involvedIncidents({ user, refs, services });
  }

  #toCriteria(
    decision: PolicyDecision,
    permission: Permission,
  ): IncidentCriteria | undefined {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return createConditionTransformer(
          this.#registry.getPermissionRuleset(incidentResourceRef),
        )(decision.conditions);
      default:
        throw new NotAllowedError(`You lack the permission ${permission.name}`);
    }
  }
}

function both(
  decided: IncidentCriteria | undefined,
  visible: IncidentCriteria | undefined,
): IncidentCriteria | undefined {
  return decided && visible
    ? { allOf: [decided, visible] }
    : decided ?? visible;
}

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
import type { ServiceCatalog } from '../catalog/types';
import type { IncidentCriteria } from '../database';
import type { Authorizer, Caller } from './types';

/**
 * Turns permission decisions, and what private incidents mean, into criteria that the stores put into their queries. What a
 * caller may not see is never read.
 */
export class DefaultAuthorizer implements Authorizer {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #userInfo: UserInfoService;
  readonly #catalog: Pick<ServiceCatalog, 'ownedBy'>;

  constructor(options: {
    auth: AuthService;
    permissions: PermissionsService;
    registry: PermissionsRegistryService;
    userInfo: UserInfoService;
    catalog: Pick<ServiceCatalog, 'ownedBy'>;
  }) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#registry = options.registry;
    this.#userInfo = options.userInfo;
    this.#catalog = options.catalog;
  }

  async authorize(
    credentials: BackstageCredentials,
    permission: Permission,
  ): Promise<Caller> {
    const decided = this.#toCriteria(
      await this.#decide(credentials, permission),
      permission,
    );
    if (this.#auth.isPrincipal(credentials, 'user')) {
      const { userEntityRef } = credentials.principal;
      const visible = await this.#visibleTo(credentials, userEntityRef);
      return {
        actor: userEntityRef,
        credentials,
        criteria: decided ? { allOf: [decided, visible] } : visible,
      };
    }
    if (this.#auth.isPrincipal(credentials, 'service')) {
      return {
        actor: credentials.principal.subject,
        // A machine's token may be good for this plugin alone; the catalog is asked in this plugin's own name
        credentials: await this.#auth.getOwnServiceCredentials(),
        criteria: decided,
      };
    }
    throw new NotAllowedError('Only users and machines may call this');
  }

  async #decide(
    credentials: BackstageCredentials,
    permission: Permission,
  ): Promise<PolicyDecision> {
    const [decision] = isResourcePermission(permission)
      ? await this.#permissions.authorizeConditional([{ permission }], {
          credentials,
        })
      : await this.#permissions.authorize(
          [{ permission: permission as BasicPermission }],
          { credentials },
        );
    return decision;
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

  /** Public incidents, and private ones that the user opened, took part in, or owns a service of. */
  async #visibleTo(
    credentials: BackstageCredentials,
    user: string,
  ): Promise<IncidentCriteria> {
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials,
    );
    const refs = [...new Set([user, ...ownershipEntityRefs])];
    return {
      anyOf: [
        { field: 'visibility', values: ['public'] },
        { field: 'createdBy', values: [user] },
        { field: 'participant', values: refs },
        {
          field: 'service',
          values: await this.#catalog.ownedBy({ ownerRefs: refs }),
        },
      ],
    };
  }
}

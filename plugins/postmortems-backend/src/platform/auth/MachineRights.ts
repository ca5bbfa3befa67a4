import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import {
  incidentCreatePermission,
  incidentReadPermission,
  incidentUpdatePermission,
  postmortemCreatePermission,
  postmortemsPermissions,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

const PATH = 'postmortems.machines';
/** Of machines that are not configured: bring evidence, and start a postmortem. */
const DEFAULT_RIGHTS: ReadonlySet<string> = new Set([
  incidentCreatePermission.name,
  incidentUpdatePermission.name,
  postmortemCreatePermission.name,
]);

/** Rights that a machine can be given: reading incidents needs none. */
const grantable = postmortemsPermissions
  .filter(({ name }) => name !== incidentReadPermission.name)
  .map(({ name }) => name);

const schema = z.array(
  z.strictObject({
    subject: z.string().min(1),
    allow: z.array(
      z.enum(grantable, {
        error: ({ input }) =>
          `'${String(input)}' is not one of ${grantable.join(', ')}`,
      }),
    ),
  }),
);

/**
 * What machines may change. A permission policy may allow them less, and never
 * more.
 */
export class MachineRights {
  readonly #rights: ReadonlyMap<string, ReadonlySet<string>>;

  /** Throws `InputError` with the path of what is wrong. */
  static fromConfig(config: RootConfigService): MachineRights {
    const parsed = schema.safeParse(config.getOptional(PATH) ?? []);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(
        ({ path, message }) => `${[PATH, ...path].join('.')}: ${message}`,
      );
      throw new InputError(`Invalid configuration: ${problems.join('; ')}`);
    }
    const rights = new Map<string, ReadonlySet<string>>();
    for (const { subject, allow } of parsed.data) {
      if (rights.has(subject)) {
        throw new InputError(
          `Invalid configuration: ${PATH} names '${subject}' more than once`,
        );
      }
      rights.set(subject, new Set(allow));
    }
    return new MachineRights(rights);
  }

  private constructor(rights: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#rights = rights;
  }

  /** Throws `NotAllowedError` that says how the right is given. */
  require(subject: string, { name }: Permission): void {
    if (name === incidentReadPermission.name) return;
    if ((this.#rights.get(subject) ?? DEFAULT_RIGHTS).has(name)) return;
    throw new NotAllowedError(
      `The machine '${subject}' may not do this. Have a person do it, or ask an administrator to give the machine ${name} in ${PATH}`,
    );
  }
}

/** A person whom the incident knows, and the role to name instead. */
export type RosterEntry = {
  /** Display name, handles and addresses. */
  identifiers: string[];
  role: string;
};

/** Who a text may be about by accident, and what only looks like a person. */
export type BlamelessContext = {
  roster: readonly RosterEntry[];
  /** Names of services and hosts; never taken for people. */
  systems: readonly string[];
  /** Named instead of somebody who is not on the roster. */
  defaultRole: string;
};

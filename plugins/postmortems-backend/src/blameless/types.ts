/** A person whom the incident knows. */
export type RosterEntry = {
  /** Display name, handles and addresses. */
  identifiers: string[];
  /** What the catalog says of the person, to name instead; without one nobody knows more than "somebody". */
  role?: string;
};

/** Who a text may be about, and what only looks like a person. */
export type BlamelessContext = {
  roster: readonly RosterEntry[];
  /** Names of services and hosts; never taken for people. */
  systems: readonly string[];
};

/** A person in a text. */
export type Mention = {
  /** First and last token. */
  from: number;
  to: number;
  role?: string;
};

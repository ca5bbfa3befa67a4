/** Absent as null. */
export function toNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

/** An object with one optional field, without it when the column is null. */
export function optional<K extends string, T>(
  key: K,
  value: T | null,
): { [P in K]?: T } {
  return (value === null ? {} : { [key]: value }) as { [P in K]?: T };
}

/** A field that somebody else changed to another value. */
export type FieldConflict<F> = {
  field: keyof F;
  /** Whether the writer changed the field too. */
  both: boolean;
};

/**
 * Three-way merge of form values: applies the writer's changes on top of
 * somebody else's.
 */
export function mergeForms<F extends object>(options: {
  base: F;
  yours: F;
  theirs: F;
}): { merged: F; conflicts: FieldConflict<F>[] } {
  const { base, yours, theirs } = options;
  const merged = { ...theirs };
  const conflicts: FieldConflict<F>[] = [];
  for (const field of Object.keys(base) as (keyof F)[]) {
    const changed = !equal(yours[field], base[field]);
    if (changed) merged[field] = yours[field];
    if (
      !equal(theirs[field], base[field]) &&
      !equal(theirs[field], yours[field])
    ) {
      conflicts.push({ field, both: changed });
    }
  }
  return { merged, conflicts };
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

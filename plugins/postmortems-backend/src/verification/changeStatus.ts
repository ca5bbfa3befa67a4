const DONE = new Set(
  'succeeded success successful complete completed done finished deployed healthy synced active applied on off enabled disabled true false'.split(
    ' ',
  ),
);

/** Whether a status says that a change was made, and not that it is under way, waits or failed. */
export function isDone(status: string): boolean {
  return DONE.has(status.trim().toLocaleLowerCase('en-US'));
}

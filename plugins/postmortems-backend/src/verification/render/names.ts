/** A service as people call it: the name of a component, the full ref of anything else. */
export function serviceName(ref: string): string {
  const match = /^component:default\/(.+)$/.exec(ref);
  return match ? match[1] : ref;
}

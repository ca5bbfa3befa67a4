const COMPONENT = 'component:default/';

/** A service as people call it: the name of a component, the full ref of anything else. */
export function serviceName(ref: string): string {
  return ref.startsWith(COMPONENT) && ref.length > COMPONENT.length
    ? ref.slice(COMPONENT.length)
    : ref;
}

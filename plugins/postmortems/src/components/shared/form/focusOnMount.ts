/**
 * A callback ref that focuses a field when it mounts. Buttons need
 * `useMountFocus`.
 */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}

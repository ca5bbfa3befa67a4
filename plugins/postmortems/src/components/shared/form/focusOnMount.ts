/**
 * As the `ref` of a field: has the focus as soon as it is there, because whoever opened it wants to go on there. A button needs
 * `useMountFocus`.
 */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}

/** As the `ref` of a field or button: has the focus as soon as it is there, because whoever opened it wants to go on there. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}

import userEvent from '@testing-library/user-event';

/**
 * Puts text into a field at once, as pasting does. Typing costs a rendering of
 * the page for each letter; it is for tests that are about typing.
 */
export async function enterText(field: HTMLElement, text: string) {
  await userEvent.click(field);
  await userEvent.paste(text);
}

import {
  cutText,
  showBidiControls,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * A title or another text of one line, as it is stored: it is read in the same
 * order wherever it is shown, in lists, exports, tickets and notifications.
 *
 * @param maxLength - the marks that replace controls can make it too long
 */
export function oneLine(text: string, maxLength = Infinity): string {
  return cutText(showBidiControls(text), maxLength);
}

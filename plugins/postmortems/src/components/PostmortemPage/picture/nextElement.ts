import type { PictureElement } from '@postmortems/backstage-plugin-postmortems-common';

/** Alerts of one name have a row of their own, and so does each metric. */
function rowOf({ id, lane }: PictureElement): string {
  if (lane === 'alerts') return id.slice(0, id.lastIndexOf('-'));
  return lane === 'series' ? id : lane;
}

/**
 * Where a key leads from an element: left and right along its row, up and down to
 * what is nearest in time in the next row, `Home` and `End` to the first and last.
 *
 * @param elements - row by row, each in the order of time
 */
export function nextElement(
  elements: readonly PictureElement[],
  from: string,
  key: string,
): PictureElement | undefined {
  const index = elements.findIndex(({ id }) => id === from);
  const current = elements[index];
  if (!current) return undefined;
  const isInRow = (other: PictureElement | undefined) =>
    other && rowOf(other) === rowOf(current) ? other : undefined;
  switch (key) {
    case 'ArrowRight':
      return isInRow(elements[index + 1]);
    case 'ArrowLeft':
      return isInRow(elements[index - 1]);
    case 'ArrowDown':
    case 'ArrowUp':
      return nearestInNextRow(elements, current, key === 'ArrowDown' ? 1 : -1);
    case 'Home':
      return elements[0];
    case 'End':
      return elements[elements.length - 1];
    default:
      return undefined;
  }
}

function nearestInNextRow(
  elements: readonly PictureElement[],
  current: PictureElement,
  step: 1 | -1,
): PictureElement | undefined {
  const rows = [...new Set(elements.map(rowOf))];
  const row = rows[rows.indexOf(rowOf(current)) + step];
  const distance = ({ at }: PictureElement) =>
    Math.abs(Date.parse(at) - Date.parse(current.at));
  return elements
    .filter(element => rowOf(element) === row)
    .reduce<PictureElement | undefined>(
      (best, element) =>
        best && distance(best) <= distance(element) ? best : element,
      undefined,
    );
}

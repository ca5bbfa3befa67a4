import type { PictureChangeKind } from '../schema';
import { FONT_SIZE, LINE, showElement, type Canvas, type Lane } from './canvas';
import { svgElement, type SvgElement } from './svg';

const SIZE = 12;
const LABEL_ROWS = 2;
const MAX_LABEL = 200;
const PADDING = 4;

/** Markers of the changes; as many have their label as have room for it. */
export function changeLane(canvas: Canvas, top: number): Lane {
  const { picture, placer, colours, x, plot } = canvas;
  const { changes, cause } = picture;
  if (changes.length === 0) return { nodes: [], bottom: top };
  const y = top + PADDING + SIZE / 2;
  for (const { at } of changes) {
    placer.reserve({
      x: x(at) - SIZE / 2,
      y: y - SIZE / 2,
      width: SIZE,
      height: SIZE,
    });
  }
  if (cause) {
    placer.avoid({ x: x(cause.cause.at) - 1, y, width: 2, height: 4 * LINE });
  }
  const isCause = (index: number) =>
    changes[index].evidence.evidence === cause?.cause.evidence.evidence;
  // The label of the cause matters most
  const order = changes
    .map((_, index) => index)
    .sort((a, b) => Number(isCause(b)) - Number(isCause(a)) || a - b);
  let bottom = y + SIZE / 2 + PADDING;
  const labels = new Map<number, SvgElement>();
  for (const index of order) {
    const at = x(changes[index].at);
    const base = y + FONT_SIZE / 2 - 1;
    const label = placer.place(
      [0, ...Array.from({ length: LABEL_ROWS }, (_, row) => row + 1)].flatMap(
        row =>
          (['start', 'end'] as const).flatMap(anchor => {
            const side = anchor === 'start' ? 1 : -1;
            const start =
              at + side * (row === 0 ? SIZE / 2 + PADDING : SIZE / 2);
            const room =
              anchor === 'start' ? plot.right - start : start - PADDING;
            return room < 3 * FONT_SIZE
              ? []
              : {
                  text: changes[index].label,
                  anchor,
                  x: start,
                  y: base + row * LINE,
                  size: FONT_SIZE,
                  maxWidth: Math.min(MAX_LABEL, room),
                  fill: colours.text,
                  halo: colours.background,
                };
          }),
      ),
    );
    if (!label) continue;
    labels.set(index, label);
    bottom = Math.max(bottom, Number(label.attributes.y) + PADDING);
  }
  const nodes = changes.map(({ kind, at }, index) => {
    const label = labels.get(index);
    return showElement(
      canvas,
      `change-${index}`,
      { x: x(at) - SIZE / 2, y: y - SIZE / 2, width: SIZE, height: SIZE },
      [
        changeMarker(kind, x(at), y, colours.changes[kind]),
        ...(label ? [label] : []),
      ],
    );
  });
  return { nodes, bottom: bottom + PADDING };
}

const SHAPES: Record<PictureChangeKind, readonly [number, number][]> = {
  deployment: [
    [0, -6],
    [6, 5],
    [-6, 5],
  ],
  rollback: [
    [0, 6],
    [6, -5],
    [-6, -5],
  ],
  config: [
    [0, -6],
    [6, 0],
    [0, 6],
    [-6, 0],
  ],
  flag: [
    [-4, -6],
    [6, -3],
    [-2, 0],
    [-2, 6],
    [-4, 6],
  ],
  other: [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ],
};

/** The kinds differ by shape, so that colour is not needed to tell them apart. */
export function changeMarker(
  kind: PictureChangeKind,
  x: number,
  y: number,
  fill: string,
): SvgElement {
  const points = SHAPES[kind].map(
    ([dx, dy]) => `${(x + dx).toFixed(2)} ${(y + dy).toFixed(2)}`,
  );
  return svgElement('path', { d: `M${points.join('L')}Z`, fill });
}

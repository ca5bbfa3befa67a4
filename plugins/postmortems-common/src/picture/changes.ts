import type { PictureChangeKind } from '../schema';
import { FONT_SIZE, LINE, showElement, type Canvas, type Lane } from './canvas';
import { svgElement, type SvgElement } from './svg';
import { plainText, textWidth } from './text';

const SIZE = 12;
const LABEL_ROWS = 2;
const MAX_LABEL = 200;
/** A label that is cut to less says nothing. */
const MIN_LABEL = 40;
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
    const places = [...Array(1 + LABEL_ROWS).keys()].flatMap(row =>
      (['start', 'end'] as const).map(anchor => {
        const side = anchor === 'start' ? 1 : -1;
        const start = at + side * (PADDING + (row === 0 ? SIZE / 2 : 0));
        return {
          text: changes[index].label,
          anchor,
          x: start,
          y: y + FONT_SIZE / 2 - 1 + row * LINE,
          size: FONT_SIZE,
          fill: colours.text,
          halo: colours.background,
          maxWidth: Math.min(
            MAX_LABEL,
            anchor === 'start' ? plot.right - start : start - PADDING,
          ),
          ...(row > 0 && {
            leader: {
              x: at - 0.5,
              y: y + SIZE / 2,
              width: 1,
              height: row * LINE - SIZE / 2 + PADDING,
            },
          }),
        };
      }),
    );
    const isWhole = ({ text, maxWidth }: (typeof places)[number]) =>
      textWidth(plainText(text), FONT_SIZE) <= maxWidth;
    const label =
      placer.place(places.filter(isWhole)) ??
      placer.place(places.filter(({ maxWidth }) => maxWidth > MIN_LABEL));
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
        ...(label && Number(label.attributes.y) > y + LINE
          ? [
              svgElement('line', {
                x1: x(at),
                x2: x(at),
                y1: y + SIZE / 2,
                y2: Number(label.attributes.y),
                stroke: colours.mutedText,
              }),
            ]
          : []),
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

import { changeMarker } from './changes';
import { FONT_SIZE, LINE, type Canvas, type Lane } from './canvas';
import { svgElement, type SvgElement } from './svg';
import { textWidth } from './text';

const TICK = 4;
/** Pixels that a label of a time needs. */
const TICK_ROOM = 104;
const MARKER = 16;

/** Times below the plot, and what the markers mean. */
export function axisLane(canvas: Canvas, top: number): Lane {
  const { plot, times, colours, placer, isWide, x } = canvas;
  const caption = placer.place([
    {
      text: times.caption,
      x: isWide ? plot.left - 2 * TICK : plot.left,
      y: isWide ? top + TICK + FONT_SIZE : top + TICK + FONT_SIZE + LINE,
      anchor: isWide ? 'end' : 'start',
      size: FONT_SIZE,
      fill: colours.mutedText,
      maxWidth: isWide ? plot.left - 4 * TICK : plot.right - plot.left,
    },
  ]);
  const count = Math.max(2, Math.floor((plot.right - plot.left) / TICK_ROOM));
  const ticks = times.ticks(count).flatMap(({ at, label }) => {
    const text = placer.place([
      {
        text: label,
        x: x(at),
        y: top + TICK + FONT_SIZE + 1,
        anchor: 'middle',
        size: FONT_SIZE,
        fill: colours.mutedText,
      },
    ]);
    return [
      svgElement('line', {
        x1: x(at),
        x2: x(at),
        y1: top,
        y2: top + TICK,
        stroke: colours.mutedText,
      }),
      ...(text ? [text] : []),
    ];
  });
  const legend = legendOf(
    canvas,
    top + TICK + FONT_SIZE + LINE * (isWide ? 1.3 : 2.3),
  );
  return {
    nodes: [
      svgElement('line', {
        x1: plot.left,
        x2: plot.right,
        y1: top,
        y2: top,
        stroke: colours.mutedText,
      }),
      ...ticks,
      ...(caption ? [caption] : []),
      ...legend.nodes,
    ],
    bottom: legend.bottom,
  };
}

/** The markers that the picture has, each with what it means. */
function legendOf(
  { picture, words, colours, plot, placer }: Canvas,
  top: number,
): Lane {
  const kinds = [...new Set(picture.changes.map(({ kind }) => kind))];
  let left = plot.left;
  let y = top;
  const nodes = kinds.flatMap((kind): SvgElement[] => {
    const text = words.labels.changes[kind];
    const width = MARKER + textWidth(text, FONT_SIZE) + MARKER;
    if (left > plot.left && left + width > plot.right) {
      left = plot.left;
      y += LINE;
    }
    const label = placer.place([
      {
        text,
        x: left + MARKER,
        y,
        size: FONT_SIZE,
        fill: colours.mutedText,
        maxWidth: plot.right - left - MARKER,
      },
    ]);
    const marker = changeMarker(
      kind,
      left + MARKER / 2,
      y - FONT_SIZE / 2 + 1,
      colours.changes[kind],
    );
    left += width;
    return label ? [marker, label] : [];
  });
  return { nodes, bottom: kinds.length > 0 ? y + TICK : top - LINE };
}

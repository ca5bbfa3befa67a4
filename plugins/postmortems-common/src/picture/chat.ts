import { nameRow, showElement, type Canvas, type Lane } from './canvas';
import { svgElement } from './svg';

const HEIGHT = 26;
const MIN_BAR = 3;
const PADDING = 6;

/** How many messages were written when. */
export function chatLane(canvas: Canvas, top: number): Lane {
  const { picture, names, colours, x } = canvas;
  const { bins, binSeconds } = picture.chat;
  if (bins.length === 0) return { nodes: [], bottom: top };
  const named = nameRow(canvas, top, names.chat);
  const bottom = named.top + HEIGHT;
  const most = Math.max(1, ...bins.map(bin => bin.messages));
  const bars = bins.map((bin, index) => {
    const start = Date.parse(bin.at);
    const left = x(start);
    const width = Math.max(1, x(start + binSeconds * 1000) - left - 1);
    const height = Math.max(MIN_BAR, (bin.messages / most) * HEIGHT);
    return showElement(
      canvas,
      `chat-${index}`,
      { x: left, y: bottom - HEIGHT, width, height: HEIGHT },
      [
        svgElement('rect', {
          x: left,
          y: bottom - height,
          width,
          height,
          fill: colours.chat,
        }),
      ],
    );
  });
  return { nodes: [...named.nodes, ...bars], bottom: bottom + PADDING };
}

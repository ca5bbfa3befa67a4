import { nameRow, showElement, type Canvas, type Lane } from './canvas';
import { svgElement } from './svg';

const BAR = 9;
const ROW = 18;
const MIN_BAR = 3;
const TIP = 5;

/** A row for each name of alerts, with a bar from the start to the end of each. */
export function alertLane(canvas: Canvas, top: number): Lane {
  const { picture, names, colours, placer, x, plot } = canvas;
  let bottom = top;
  const nodes = picture.alerts.flatMap((row, rowIndex) => {
    const named = nameRow(canvas, bottom, names.alerts[rowIndex]);
    const y = named.top + (ROW - BAR) / 2 - 2;
    bottom = named.top + ROW;
    const bars = row.alerts.map(({ from, to }, index) => {
      const start = Math.min(x(from), plot.right - MIN_BAR);
      const end = to === undefined ? plot.right : x(to);
      const width = Math.max(end - start, MIN_BAR);
      placer.reserve({ x: start, y, width, height: BAR });
      return showElement(
        canvas,
        `alert-${rowIndex}-${index}`,
        { x: start, y, width, height: BAR },
        [
          svgElement('rect', {
            x: start,
            y,
            width: to === undefined ? Math.max(width - TIP, MIN_BAR) : width,
            height: BAR,
            rx: 1.5,
            fill: colours.alert,
          }),
          // An arrow: it goes on
          ...(to === undefined
            ? [
                svgElement('path', {
                  d: `M${plot.right - TIP} ${y - 2}L${plot.right} ${
                    y + BAR / 2
                  }L${plot.right - TIP} ${y + BAR + 2}Z`,
                  fill: colours.alert,
                }),
              ]
            : []),
        ],
      );
    });
    return [...named.nodes, ...bars];
  });
  return { nodes, bottom: picture.alerts.length > 0 ? bottom + 4 : bottom };
}

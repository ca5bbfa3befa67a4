import { FONT_SIZE, showElement, type Canvas } from './canvas';
import { rounded, svgElement, type SvgElement } from './svg';

const ARROW = 6;
const BEND = 28;
const TARGET_WIDTH = 12;
/** Parts of the way down, the middle first. */
const LABEL_PLACES = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5].map(
  step => 0.5 + step / 12,
);

/** A line from the cause to its effect, dashed while nobody has confirmed it. */
export function causeLine(
  canvas: Canvas,
  lanes: { top: number; bottom: number },
): SvgElement[] {
  const { picture, words, colours, yOf, placer, plot, x } = canvas;
  const { cause } = picture;
  if (!cause) return [];
  const place = (moment: typeof cause.cause, y: number) => ({
    x: x(moment.at),
    y: yOf.get(moment.evidence.evidence)?.(x(moment.at)) ?? y,
  });
  const start = place(cause.cause, lanes.top);
  const end = place(cause.effect, lanes.bottom);
  const down = end.y >= start.y ? 1 : -1;
  const from = { x: start.x, y: start.y + 8 * down };
  const tip = { x: end.x - 1, y: end.y };
  const bend = Math.max(BEND, Math.abs(tip.x - from.x) / 2);
  const points = [
    [from.x, from.y],
    [from.x, tip.y],
    [Math.max(plot.left, tip.x - bend), tip.y],
    [tip.x, tip.y],
  ].map(([left, top]) => `${rounded(left)} ${rounded(top)}`);
  const line = `M${points[0]}C${points.slice(1).join(' ')}`;
  const label = placer.place(
    LABEL_PLACES.flatMap(part =>
      (['end', 'start'] as const).map(anchor => ({
        text: cause.confirmed
          ? words.labels.confirmedCause
          : words.labels.possibleCause,
        x: from.x + (anchor === 'start' ? ARROW : -ARROW),
        y: from.y + (tip.y - from.y) * part + FONT_SIZE / 2,
        anchor,
        size: FONT_SIZE,
        weight: 600,
        fill: colours.cause,
        halo: colours.background,
      })),
    ),
  );
  return [
    showElement(
      canvas,
      'cause',
      {
        x: Math.min(from.x, tip.x) - 2,
        y: Math.min(from.y, tip.y) - 2,
        width: Math.abs(tip.x - from.x) + 4,
        height: Math.abs(tip.y - from.y) + 4,
      },
      [
        svgElement('path', {
          d: line,
          fill: 'none',
          stroke: colours.cause,
          strokeWidth: 1.75,
          ...(!cause.confirmed && { strokeDasharray: '5 4' }),
        }),
        svgElement('path', {
          d: `M${rounded(tip.x - ARROW)} ${rounded(
            tip.y - ARROW / 1.5,
          )}L${rounded(tip.x)} ${rounded(tip.y)}L${rounded(
            tip.x - ARROW,
          )} ${rounded(tip.y + ARROW / 1.5)}Z`,
          fill: colours.cause,
        }),
        ...(label ? [label] : []),
      ],
      // The box around the line has other things in it
      {
        target: svgElement('path', {
          d: line,
          fill: 'none',
          strokeWidth: TARGET_WIDTH,
          pointerEvents: 'stroke',
        }),
      },
    ),
  ];
}

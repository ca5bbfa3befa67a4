import { useTheme } from '@material-ui/core/styles';

/**
 * Colours with a contrast of 3:1 to the background. Colour-blind readers can
 * tell them apart by lightness.
 */
const HUES = {
  light: {
    blue: '#2f56bf',
    amber: '#cb8412',
    green: '#033a22',
    purple: '#44084a',
    sky: '#0897c7',
    brown: '#68500c',
    grey: '#757575',
  },
  dark: {
    blue: '#a9bdf6',
    amber: '#e79554',
    green: '#7ff6b4',
    purple: '#e250f9',
    sky: '#c7f9fd',
    brown: '#f7e659',
    grey: '#a6a6a6',
  },
} as const;

/** @see HUES */
export type Hue = keyof typeof HUES.light;

/** A series of a chart. Stripes distinguish series of the same hue. */
export type Series = {
  id: string;
  label: string;
  hue: Hue;
  striped?: boolean;
};

/** A series with the fill of its bars. */
export type FilledSeries = Series & { colour: string; fill: string };

/**
 * The series in the colours of the theme.
 *
 * @param chart - the id of the chart, which prefixes the ids of its stripes
 */
export function useFilledSeries(
  chart: string,
  series: Series[],
): FilledSeries[] {
  const theme = useTheme();
  return series.map(one => {
    const colour = HUES[theme.palette.type][one.hue];
    return {
      ...one,
      colour,
      fill: one.striped ? `url(#${chart}-${one.id})` : colour,
    };
  });
}

/** The stripe patterns, to be rendered inside the chart. */
export function stripesOf(chart: string, series: FilledSeries[]) {
  return (
    <defs>
      {series
        .filter(({ striped }) => striped)
        .map(({ id, colour }) => (
          <pattern
            key={id}
            id={`${chart}-${id}`}
            width={6}
            height={6}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={6} height={6} fill={colour} fillOpacity={0.25} />
            <rect width={3} height={6} fill={colour} />
          </pattern>
        ))}
    </defs>
  );
}

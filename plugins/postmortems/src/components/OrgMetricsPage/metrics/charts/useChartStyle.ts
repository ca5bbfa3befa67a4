import { useTheme } from '@material-ui/core/styles';

/** Bars have a thin line of the background between them. */
const GAP = 1;

/** Properties that the parts of every chart share. */
export function useChartStyle() {
  const { palette, typography } = useTheme();
  const { fontFamily } = typography;
  const axis = {
    stroke: palette.text.secondary,
    tick: { fill: palette.text.primary, fontSize: 12, fontFamily },
    tickLine: false,
  };
  return {
    grid: { stroke: palette.divider },
    axis,
    bar: {
      stroke: palette.background.paper,
      strokeWidth: GAP,
      isAnimationActive: false,
    },
    tooltip: {
      isAnimationActive: false,
      contentStyle: {
        backgroundColor: palette.background.paper,
        border: `1px solid ${palette.divider}`,
        color: palette.text.primary,
        fontFamily,
      },
      itemStyle: { color: palette.text.primary },
      cursor: { fill: palette.action.hover },
    },
  };
}

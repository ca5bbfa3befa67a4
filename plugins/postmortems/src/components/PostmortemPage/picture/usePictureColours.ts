import { useTheme } from '@material-ui/core/styles';
import {
  LIGHT_PICTURE_COLOURS,
  type PictureColours,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useMemo } from 'react';

/** What differs on a dark background. */
const DARK: Omit<PictureColours, 'background' | 'text' | 'mutedText' | 'line'> =
  {
    phases: {
      impact: '#56302f',
      detected: '#554326',
      response: '#4d4824',
      mitigated: '#2f4a33',
      recovered: 'transparent',
    },
    phaseLine: '#8b949e',
    alert: '#ff7b72',
    changes: {
      deployment: '#79c0ff',
      rollback: '#7ee787',
      config: '#e3b341',
      flag: '#d2a8ff',
      other: '#b1bac4',
    },
    series: '#a5d6ff',
    chat: '#b1bac4',
    cause: '#ffa657',
  };

/** The colours of the picture in the theme of the page. */
export function usePictureColours(): PictureColours {
  const { palette } = useTheme();
  return useMemo(
    () => ({
      ...(palette.type === 'dark'
        ? DARK
        : {
            ...LIGHT_PICTURE_COLOURS,
            phases: {
              ...LIGHT_PICTURE_COLOURS.phases,
              recovered: 'transparent',
            },
          }),
      background: palette.background.paper,
      text: palette.text.primary,
      mutedText: palette.text.secondary,
      line: palette.divider,
    }),
    [palette],
  );
}

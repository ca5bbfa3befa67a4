import type { PictureChangeKind, PicturePhaseName } from '../schema';

/** The colours of a picture. @public */
export type PictureColours = {
  background: string;
  text: string;
  mutedText: string;
  line: string;
  /** Of the shading from the beginning of each phase to the next. */
  phases: Record<PicturePhaseName, string>;
  phaseLine: string;
  alert: string;
  changes: Record<PictureChangeKind, string>;
  series: string;
  chat: string;
  cause: string;
};

/** For files, which are read on white. @public */
export const LIGHT_PICTURE_COLOURS: PictureColours = {
  background: '#ffffff',
  text: '#1f2328',
  mutedText: '#59636e',
  line: '#d1d9e0',
  phases: {
    impact: '#fbdcd9',
    detected: '#fdeacb',
    response: '#fdf4cf',
    mitigated: '#dff0e0',
    recovered: '#ffffff',
  },
  phaseLine: '#8c959f',
  alert: '#cf222e',
  changes: {
    deployment: '#0969da',
    rollback: '#116329',
    config: '#7d4e00',
    flag: '#8250df',
    other: '#59636e',
  },
  series: '#0550ae',
  chat: '#6e7781',
  cause: '#953800',
};

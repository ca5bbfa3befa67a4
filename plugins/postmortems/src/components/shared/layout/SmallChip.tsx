import Chip, { type ChipProps } from '@material-ui/core/Chip';
import { forwardRef } from 'react';

/** A small chip without the margin of the theme. */
export const SmallChip = forwardRef<HTMLDivElement, ChipProps>((props, ref) => (
  <Chip ref={ref} size="small" style={{ margin: 0 }} {...props} />
));

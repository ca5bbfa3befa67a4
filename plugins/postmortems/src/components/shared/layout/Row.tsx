import Box, { type BoxProps } from '@material-ui/core/Box';

/** Elements beside each other, wrapped where there is no room. */
export function Row(props: BoxProps) {
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      gridGap={8}
      {...props}
    />
  );
}

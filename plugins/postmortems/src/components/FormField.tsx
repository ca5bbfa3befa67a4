import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { makeStyles, Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  // Neither the theme's grey of labels nor its red of errors stands out enough from every background. The line under the
  // field stays red, and `aria-invalid` says it too.
  words: {
    color: theme.palette.text.primary,
    '&.Mui-error, &.Mui-focused, &.Mui-disabled': {
      color: theme.palette.text.primary,
    },
  },
}));

/** A field of a form, with words that have enough contrast in both themes. */
export function FormField(props: TextFieldProps) {
  const { words } = useStyles();
  return (
    <TextField
      fullWidth
      margin="dense"
      {...props}
      InputLabelProps={{ ...props.InputLabelProps, className: words }}
      FormHelperTextProps={{ className: words }}
    />
  );
}

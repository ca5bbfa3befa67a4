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

/** What every field of a form can be given. */
export type FieldProps = {
  id: string;
  label: string;
  required?: boolean;
  /** What is wrong with it, in words. */
  problem?: string;
  /** What is said for as long as nothing is wrong. */
  help?: string;
};

/** A field of a form, with words that have enough contrast in both themes. */
export function FormField(props: TextFieldProps & FieldProps) {
  const { problem, help, ...field } = props;
  const { words } = useStyles();
  return (
    <TextField
      fullWidth
      margin="dense"
      {...field}
      error={problem !== undefined}
      helperText={problem ?? help}
      InputLabelProps={{ ...field.InputLabelProps, className: words }}
      FormHelperTextProps={{ className: words }}
    />
  );
}

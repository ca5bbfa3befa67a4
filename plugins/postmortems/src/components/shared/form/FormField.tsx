import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { makeStyles, Theme } from '@material-ui/core/styles';

const useStyles = makeStyles((theme: Theme) => ({
  // The theme's colours of labels and errors lack contrast
  text: {
    color: theme.palette.text.primary,
    '&.Mui-error, &.Mui-focused, &.Mui-disabled': {
      color: theme.palette.text.primary,
    },
  },
}));

/** The props that all fields of forms have in common. */
export type FieldProps = {
  id: string;
  label: string;
  required?: boolean;
  errorMessage?: string;
  /** Shown while there is no error. */
  help?: string;
};

/** A text field with enough contrast in both themes. */
export function FormField(
  props: Omit<TextFieldProps, 'onChange'> &
    FieldProps & { onChange?(value: string): void },
) {
  const { errorMessage, help, onChange, ...field } = props;
  const { text } = useStyles();
  return (
    <TextField
      fullWidth
      margin="dense"
      {...field}
      onChange={event => onChange?.(event.target.value)}
      error={errorMessage !== undefined}
      helperText={errorMessage ?? help}
      InputLabelProps={{ ...field.InputLabelProps, className: text }}
      FormHelperTextProps={{ className: text }}
    />
  );
}

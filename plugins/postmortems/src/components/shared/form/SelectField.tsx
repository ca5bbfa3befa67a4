import { type FieldProps, FormField } from './FormField';

/** One of several choices. */
export function SelectField<V extends string>(
  props: FieldProps & {
    value: V;
    options: readonly { value: V; label: string }[];
    onChange(value: V): void;
  },
) {
  const { value, options, onChange, ...field } = props;
  return (
    <FormField
      {...field}
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      value={value}
      onChange={({ target }) => {
        const chosen = options.find(one => one.value === target.value);
        if (chosen) onChange(chosen.value);
      }}
    >
      {options.map(one => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </FormField>
  );
}

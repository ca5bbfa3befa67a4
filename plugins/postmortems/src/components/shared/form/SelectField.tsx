import { type FieldProps, FormField } from './FormField';

/** A choice of one option. */
export function SelectField<V extends string>(
  props: FieldProps & {
    value: V;
    options: readonly { value: V; label: string }[];
    onChange(value: V): void;
    inputRef?(element: HTMLElement | null): void;
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
      onChange={chosen => {
        const option = options.find(one => one.value === chosen);
        if (option) onChange(option.value);
      }}
    >
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </FormField>
  );
}

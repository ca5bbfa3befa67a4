import { useEffect, useRef, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { FormField } from './FormField';

const DEBOUNCE_MS = 300;
const MAX_LENGTH = 200;

/** A debounced search field that follows its value, such as after Back. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  const { label, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);
  useEffect(() => {
    // Its own changes come back as they were reported
    if (value === reported.current) return;
    reported.current = value;
    setTyped(value);
  }, [value]);
  useDebounce(
    () => {
      const term = typed.trim();
      if (term === reported.current.trim()) return;
      reported.current = term;
      onChange(term);
    },
    DEBOUNCE_MS,
    [typed],
  );
  return (
    <FormField
      id="list-search"
      type="search"
      label={label}
      InputLabelProps={{ shrink: true }}
      inputProps={{ maxLength: MAX_LENGTH }}
      value={typed}
      onChange={setTyped}
    />
  );
}

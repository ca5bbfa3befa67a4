import { useEffect, useRef, useState } from 'react';
import { FormField } from '../../shared/form/FormField';

/** Typing is looked for when it pauses, in milliseconds. */
const PAUSE_MS = 300;
const MOST_LETTERS = 200;

/** What is searched for. It follows its value, for example when the reader goes back, and tells of typing when that pauses. */
export function SearchField(props: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  const { label, value } = props;
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const latest = useRef(props);
  latest.current = props;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    // Somebody else's change; the field's own one comes back as it was told
    if (value !== told.current) {
      clearTimeout(timer.current);
      told.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <FormField
      id="list-search"
      type="search"
      label={label}
      InputLabelProps={{ shrink: true }}
      inputProps={{ maxLength: MOST_LETTERS }}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => {
          told.current = target.value.trim();
          if (told.current !== latest.current.value) {
            latest.current.onChange(told.current);
          }
        }, PAUSE_MS);
      }}
    />
  );
}

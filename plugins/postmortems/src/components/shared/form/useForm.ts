import { useMemo, useState } from 'react';

/** Error messages by field. */
export type FieldErrors<F> = Partial<Record<keyof F, string>>;

/**
 * The values of a form with their errors, and the props that connect a field.
 */
export type Form<F> = {
  values: F;
  /** Whether any value differs from the initial one. */
  isDirty: boolean;
  errors: FieldErrors<F>;
  setErrors(errors: FieldErrors<F>): void;
  /** Changes some values, and clears their errors. */
  change(part: Partial<F> | ((values: F) => Partial<F>)): void;
  /** `value`, `onChange` and `errorMessage` of a field. */
  bind<K extends keyof F>(
    name: K,
  ): { value: F[K]; onChange(value: F[K]): void; errorMessage?: string };
};

export function useForm<F extends object>(initial: () => F): Form<F> {
  const [values, setValues] = useState(initial);
  const [first] = useState(values);
  const [errors, setErrors] = useState<FieldErrors<F>>({});
  const change: Form<F>['change'] = part => {
    const partOf = typeof part === 'function' ? part : () => part;
    setValues(before => ({ ...before, ...partOf(before) }));
    setErrors(before => {
      const left = { ...before };
      for (const name of Object.keys(partOf(values))) {
        delete left[name as keyof F];
      }
      return left;
    });
  };
  const isDirty = useMemo(
    () => JSON.stringify(values) !== JSON.stringify(first),
    [values, first],
  );
  return {
    values,
    isDirty,
    errors,
    setErrors,
    change,
    bind: name => ({
      value: values[name],
      onChange: value => change({ [name]: value } as unknown as Partial<F>),
      errorMessage: errors[name],
    }),
  };
}

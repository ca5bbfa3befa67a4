import { useMemo, useState } from 'react';

/** What is wrong with fields, in words. */
export type Problems<F> = Partial<Record<keyof F, string>>;

/** What stands in the fields of a form, and what is wrong with them until they are changed. */
export function useForm<F extends object>(initial: () => F) {
  const [form, setForm] = useState(initial);
  const [first] = useState(form);
  const [problems, setProblems] = useState<Problems<F>>({});
  const change = (part: Partial<F>) => {
    setForm(before => ({ ...before, ...part }));
    setProblems(before => {
      const left = { ...before };
      for (const field of Object.keys(part)) delete left[field as keyof F];
      return left;
    });
  };
  const unsaved = useMemo(
    () => JSON.stringify(form) !== JSON.stringify(first),
    [form, first],
  );
  return {
    form,
    /** Whether anything is in it that was not there at first. */
    unsaved,
    problems,
    setProblems,
    change,
  };
}

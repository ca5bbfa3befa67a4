import { useRef, useState } from 'react';

/** One thing that is done at a time; what went wrong stays until the next attempt. */
export function useAttempt() {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  /** Does nothing while something is on its way. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    // Buttons stay enabled meanwhile, because one that is disabled loses the focus
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { attempt, busy, failure };
}

import { useRef, useState } from 'react';

/** Runs one action at a time. The error stays until the next attempt. */
export function useAsyncAction() {
  const inFlight = useRef(false);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();

  /**
   * Resolves with the action's result, or with `undefined` if it failed or
   * another one is still running.
   */
  const run = async <R>(action: () => Promise<R>): Promise<R | undefined> => {
    // Buttons stay enabled, because a disabled button loses the focus
    if (inFlight.current) return undefined;
    inFlight.current = true;
    setRunning(true);
    setError(undefined);
    try {
      return await action();
    } catch (thrown) {
      setError(thrown);
      return undefined;
    } finally {
      inFlight.current = false;
      setRunning(false);
    }
  };
  return { run, running, error };
}

import { act, renderHook, waitFor } from '@testing-library/react';
import { CursorPage, LoadPage, useCursorPages } from './useCursorPages';

const twoPages: LoadPage<string> = async cursor =>
  cursor
    ? { items: ['b'], pageInfo: {} }
    : { items: ['a'], pageInfo: { nextCursor: 'b' } };

describe('useCursorPages', () => {
  it('keeps loaded pages when the next one fails, and loads it again', async () => {
    let broken = true;
    const load: LoadPage<string> = async (cursor, signal) => {
      if (cursor && broken) throw new Error('away');
      return twoPages(cursor, signal);
    };
    const { result } = renderHook(() => useCursorPages(load));
    await waitFor(() => expect(result.current.hasMore).toBe(true));
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.error?.message).toBe('away'));
    expect(result.current.items).toEqual(['a']);
    expect(result.current.hasMore).toBe(true);

    broken = false;
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current.items).toEqual(['a', 'b']));
    expect(result.current.error).toBeUndefined();
    expect(result.current.hasMore).toBe(false);
  });

  it('ignores the response for a list that is no longer shown', async () => {
    const answers: ((page: CursorPage<string>) => void)[] = [];
    const slow = () =>
      new Promise<CursorPage<string>>(resolve => answers.push(resolve));
    const load = (): LoadPage<string> => () => slow();
    const first = load();
    const second = load();
    const { result, rerender } = renderHook(
      ({ current }) => useCursorPages(current),
      { initialProps: { current: first } },
    );
    rerender({ current: second });
    await act(async () => answers[1]({ items: ['new'], pageInfo: {} }));
    await act(async () => answers[0]({ items: ['old'], pageInfo: {} }));
    expect(result.current.items).toEqual(['new']);
  });

  it('aborts the request when the list changes', async () => {
    let given: AbortSignal | undefined;
    const load: LoadPage<string> = (_, signal) => {
      given = signal;
      return new Promise(() => {});
    };
    const { unmount } = renderHook(() => useCursorPages(load));
    expect(given?.aborted).toBe(false);
    unmount();
    expect(given?.aborted).toBe(true);
  });
});

/**
 * Intercepts requests of the actions. `loseAnswerTo` carries the next such
 * request out and loses its answer, as when a backend stops in between, each
 * time that the client sends it.
 */
export function interceptFetch() {
  const { fetch } = globalThis;
  const toLose: RegExp[] = [];
  /** How often the client sends a request that gets no answer. */
  const times = 3;
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const request = `${init?.method} ${input}`;
    const index = toLose.findIndex(pattern => pattern.test(request));
    if (index === -1) return response;
    toLose.splice(index, 1);
    await response.arrayBuffer();
    throw new TypeError('fetch failed');
  };
  return {
    fetch,
    loseAnswerTo: (request: RegExp) =>
      toLose.push(...Array<RegExp>(times).fill(request)),
    /** How many such requests have not come yet. */
    awaited: () => toLose.length,
  };
}

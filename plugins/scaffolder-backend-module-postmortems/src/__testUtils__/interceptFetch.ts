/**
 * Stands between the actions and the network. `loseAnswerTo` has the next such request carried out, and its answer lost: what
 * happens when a backend is stopped between the two.
 */
export function interceptFetch() {
  const { fetch } = globalThis;
  const toLose: RegExp[] = [];
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
    loseAnswerTo: (request: RegExp) => toLose.push(request),
    /** How many such requests have not come yet. */
    awaited: () => toLose.length,
  };
}

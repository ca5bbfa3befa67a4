import type { Received } from './FakeOpenAi';

/** A passage as the model is shown it. */
export type Row = { id: string; source: string; field: string; quote: string };

export const userOf = ({ body }: Received) => body.messages[1].content;

export const isRepair = (request: Received) =>
  userOf(request).includes('did not pass verification');

export const isJudging = ({ body }: Received) =>
  body.messages[0].content.startsWith('You check');

/** The rows inside the fence of the evidence. */
export const passagesOf = (request: Received) =>
  rowsOf<Row>(request, 'evidence');

/** The sentences that the judge is asked about. */
export const judgedOf = (request: Received) =>
  rowsOf<{ index: number; text: string }>(request, 'sentences');

function rowsOf<T>(request: Received, fence: 'evidence' | 'sentences'): T[] {
  const [, , inside] = new RegExp(
    `<(${fence}-\\w+)>\\n([\\s\\S]*?)\\n</\\1>`,
  ).exec(userOf(request))!;
  return inside.split('\n').map(line => JSON.parse(line));
}

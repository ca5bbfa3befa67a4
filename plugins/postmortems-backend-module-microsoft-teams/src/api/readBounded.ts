import { GraphRefusal } from './GraphRefusal';

/** Twenty threads of a thousand replies each are less. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** The text of an answer of bounded size. */
export async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES) {
      throw new GraphRefusal(
        200,
        `Microsoft Graph answered with more than ${MAX_RESPONSE_BYTES} bytes, which is no page of messages`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

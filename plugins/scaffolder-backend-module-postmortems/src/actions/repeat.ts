import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createHash } from 'node:crypto';

/** Hex digits of an id: short enough to be read in an incident's key, and 48 bits do not meet by chance. */
const ID_DIGITS = 12;

/**
 * A short id of what a step does with an input. It is the same however often the task is tried, and another one for each
 * input, so that the iterations of `each` do not take each other's place.
 */
export function idOf(
  ctx: Pick<ActionContext<{}>, 'task' | 'step'>,
  input: object,
): string {
  return createHash('sha256')
    .update(JSON.stringify([ctx.task.id, ctx.step?.id ?? '', input]))
    .digest('hex')
    .slice(0, ID_DIGITS);
}

/**
 * This moment; when the task is tried again, the moment of the first attempt. A write can have arrived although its answer
 * got lost, and only what is sent again word for word is recognised as the same.
 */
export async function momentOf(
  ctx: Pick<ActionContext<{}>, 'checkpoint'>,
  key: string,
): Promise<string> {
  return ctx.checkpoint({ key, fn: async () => new Date().toISOString() });
}

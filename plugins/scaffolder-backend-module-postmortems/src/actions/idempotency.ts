import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createHash } from 'node:crypto';

/**
 * Hex digits of an id: short in an incident's key, and 48 bits do not collide
 * by chance.
 */
const ID_DIGITS = 12;

/**
 * An idempotency key of a step and its input. Retries of the task have the same
 * one; the iterations of `each` have different ones.
 */
export function toStepId(
  ctx: Pick<ActionContext<{}>, 'task' | 'step'>,
  input: object,
): string {
  return createHash('sha256')
    .update(JSON.stringify([ctx.task.id, ctx.step?.id ?? '', input]))
    .digest('hex')
    .slice(0, ID_DIGITS);
}

/**
 * The time of the task's first attempt, as an ISO 8601 time in UTC. A retry has
 * to send the same content, or the API does not recognise it as the same.
 */
export async function getFirstAttemptTime(
  ctx: Pick<ActionContext<{}>, 'checkpoint'>,
  key: string,
): Promise<string> {
  return ctx.checkpoint({ key, fn: async () => new Date().toISOString() });
}

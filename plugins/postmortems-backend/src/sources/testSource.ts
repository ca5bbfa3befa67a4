import { InputError, toError } from '@backstage/errors';
import type { SourceConnection } from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { endInTime, isTimeout } from '../platform/endInTime';
import { maskText } from '../secrets';

/** Somebody waits for it, in milliseconds. */
const TIMEOUT_MS = 10_000;
const MAX_MESSAGE = 1000;

/** Throws `InputError` when the source cannot be tested. */
export async function testSource(
  source: EvidenceSource,
  options: { stopping: AbortSignal; timeoutMs?: number },
): Promise<SourceConnection> {
  const { stopping, timeoutMs = TIMEOUT_MS } = options;
  if (!source.testConnection) {
    throw new InputError(`The source '${source.id}' has no connection to test`);
  }
  const begun = Date.now();
  const checks: SourceConnection['checks'] = [];
  try {
    checks.push(
      ...(await endInTime({ timeoutMs, graceMs: 0, stopping }, signal =>
        source.testConnection!({ signal }),
      )),
    );
  } catch (error) {
    stopping.throwIfAborted();
    const message = isTimeout(error)
      ? `There was no answer within ${timeoutMs / 1000} s`
      : toError(error).message;
    checks.push({ target: source.id, ok: false, message });
  }
  return {
    ok: checks.every(({ ok }) => ok),
    checks: checks.map(({ target, ok, message }) => ({
      target: maskText(target),
      ok,
      message: maskText(message).slice(0, MAX_MESSAGE),
    })),
    tookMs: Date.now() - begun,
  };
}

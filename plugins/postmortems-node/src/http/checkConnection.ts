import { InputError, toError } from '@backstage/errors';
import type { ConnectionCheck } from '../EvidenceSource';

/**
 * Asks one configured system, for {@link EvidenceSource.testConnection}.
 *
 * @param target - what is asked, e.g. `Loki at https://loki.example.com`
 * @param test - answers with what operators read; its error says what is wrong
 * @public
 */
export async function checkConnection(
  target: string,
  test: () => Promise<string>,
): Promise<ConnectionCheck> {
  try {
    return { target, ok: true, message: await test() };
  } catch (error) {
    return { target, ok: false, message: toError(error).message };
  }
}

/**
 * Tries all that a right is needed for.
 *
 * @param parts - by what they are called
 * @throws `InputError` that says what failed; what all failed with is said once
 * @public
 */
export async function tryEach(
  parts: Record<string, () => Promise<unknown>>,
): Promise<void> {
  const failed = new Map<string, string[]>();
  await Promise.all(
    Object.entries(parts).map(async ([name, part]) => {
      try {
        await part();
      } catch (error) {
        const { message } = toError(error);
        failed.set(message, [...(failed.get(message) ?? []), name]);
      }
    }),
  );
  if (failed.size === 0) return;
  const count = Object.keys(parts).length;
  throw new InputError(
    [...failed]
      .map(([message, names]) =>
        names.length === count ? message : `${names.join(', ')}: ${message}`,
      )
      .join('; '),
  );
}

/** Each time that another writer was first, what is written is made again from what they stored. */
const ATTEMPTS = 10;

/**
 * Reads the newest state and writes what follows from it, again while the write
 * fails because another writer was first. Errors of `read` are not retried.
 */
export async function writeToNewest<Read, Written>(options: {
  read: () => Promise<Read>;
  write: (read: Read) => Promise<Written>;
}): Promise<Written> {
  for (let attempt = 1; ; attempt++) {
    const read = await options.read();
    try {
      return await options.write(read);
    } catch (error) {
      const again =
        (error as Error).name === 'ConflictError' && attempt < ATTEMPTS;
      if (!again) throw error;
    }
  }
}

/**
 * Made-up secrets. They are put together when a test runs, so that no scanner
 * takes the repository for a leak.
 */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';

function characters(alphabet: string, length: number, seed: number): string {
  let state = seed + length;
  let text = '';
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648;
    text += alphabet[Math.floor(state / 256) % alphabet.length];
  }
  return text;
}

/** Letters and digits; the same for the same arguments. */
export function alphanumeric(length: number, seed = 7): string {
  return characters(
    `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`,
    length,
    seed,
  );
}

export function hex(length: number, seed = 7): string {
  return characters(`${DIGITS}abcdef`, length, seed);
}

export function base32(length: number, seed = 7): string {
  return characters(`${LETTERS.toUpperCase()}234567`, length, seed);
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Parts of a token, joined. */
export function token(...parts: string[]): string {
  return parts.join('');
}

/** A password that people choose, and one that they should. */
export const PASSWORD = ['hunt', 'er2'].join('');
export const STRONG_PASSWORD = ['Tr0ub', '4dor&', '3'].join('');

/** A private key with nothing in it. */
export function privateKey(name = 'RSA ', lineBreak = '\n'): string {
  const line = (word: string) => `-----${word} ${name}PRIVATE KEY-----`;
  const body = [alphanumeric(64, 1), alphanumeric(64, 2), alphanumeric(40, 3)];
  return [line('BEGIN'), ...body, line('END')].join(lineBreak);
}

export function jwt(): string {
  const part = (content: object) =>
    base64(JSON.stringify(content)).replace(/=+$/, '');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    sub: '1234567890',
  })}.${alphanumeric(43)}`;
}

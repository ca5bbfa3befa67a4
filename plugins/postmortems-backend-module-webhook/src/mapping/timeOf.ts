/**
 * A time as senders write it: ISO 8601, `2021-04-28 21:50:00 +0200`, or seconds or
 * milliseconds since 1970. Without one, or with one that is after the arrival, it is
 * that of the arrival: clocks differ.
 */
export function timeOf(text: string, receivedAt: Date): Date {
  const at = /^\d{9,11}(?:\.\d+)?$/.test(text)
    ? new Date(Number(text) * 1000)
    : new Date(/^\d{12,14}$/.test(text) ? Number(text) : text);
  return Number.isNaN(at.getTime()) || at > receivedAt ? receivedAt : at;
}

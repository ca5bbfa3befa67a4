import {
  joinPointer,
  quotableText,
} from '@postmortems/backstage-plugin-postmortems-common';

/** A place that can be quoted, and its text. */
export type Leaf = { pointer: string; text: string };

/** Places looked at in one payload; a payload with more is a data dump. */
const MAX_LEAVES = 5_000;

/** Every place of a document that can be quoted, in the order of the document. */
export function leavesOf(document: unknown, base = ''): Leaf[] {
  const leaves: Leaf[] = [];
  const open: { pointer: string; value: unknown }[] = [
    { pointer: base, value: document },
  ];
  while (open.length > 0 && leaves.length < MAX_LEAVES) {
    const { pointer, value } = open.pop()!;
    const text = quotableText(value);
    if (text !== undefined) {
      leaves.push({ pointer, text });
    } else if (typeof value === 'object' && value !== null) {
      const inside = Array.isArray(value)
        ? value.map((item, index) => [index, item] as const)
        : Object.entries(value);
      for (const [name, item] of inside.slice(0, MAX_LEAVES).reverse()) {
        open.push({ pointer: joinPointer(pointer, name), value: item });
      }
    }
  }
  return leaves;
}

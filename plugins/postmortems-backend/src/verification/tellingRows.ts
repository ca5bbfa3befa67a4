import {
  joinPointer,
  quotableText,
  resolvePointer,
  type EvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Fields in which sources tend to say what happened, the most telling first. */
const TELLING_FIELDS = [
  'message',
  'text',
  'summary',
  'title',
  'description',
  'name',
] as const;

/** Longest field of this kind that reads as a sentence, in characters. */
const MAX_TELLING = 2000;

/** Words have a space between them; ids, times and links have none. */
const WORDS = /\p{L}\S*\s+\S*\p{L}/u;

/** The field of a payload of unknown shape that says most, at last the first with words; `undefined` when none does. */
function tellingField({
  payload,
}: Pick<EvidenceNode, 'payload'>): string | undefined {
  const isTelling = (name: string) => {
    const value = Object.hasOwn(payload, name) && payload[name];
    return (
      typeof value === 'string' &&
      value.trim() !== '' &&
      value.length <= MAX_TELLING
    );
  };
  return (
    TELLING_FIELDS.find(isTelling) ??
    Object.keys(payload).find(
      name =>
        name !== 'kind' && isTelling(name) && WORDS.test(String(payload[name])),
    )
  );
}

/** Other fields that are quoted, and those that say how something stands. */
const MAX_FIELDS = 2;
const STATES = /^(?:state|status|severity|priority|result|outcome)$/i;
/** Rows of tables that are quoted, of their cells those that read in a line, and how deep tables may stand. */
const MAX_ROWS = 6;
const MAX_CELLS = 6;
const MAX_CELL = 500;
const MAX_DEPTH = 3;

/**
 * What is quoted of a payload of unknown shape, by pointers: its most telling field
 * and a few others, each for itself, then rows of its tables, the first and the last
 * of those. Nothing where nothing has words.
 */
export function tellingRows(node: Pick<EvidenceNode, 'payload'>): string[][] {
  const { payload } = node;
  const first = tellingField(node);
  const others = Object.keys(payload).filter(
    name =>
      name !== 'kind' &&
      name !== first &&
      isCell(payload[name]) &&
      (STATES.test(name) || WORDS.test(String(payload[name]))),
  );
  const rows = rowsIn(payload, '', 0).filter(row =>
    row.some(pointer =>
      /\p{L}{2}/u.test(String(resolvePointer(payload, pointer))),
    ),
  );
  const half = MAX_ROWS / 2;
  const told =
    rows.length > MAX_ROWS
      ? [...rows.slice(0, half), ...rows.slice(-half)]
      : rows;
  // How something stands says nothing of what it is
  const isTold = first !== undefined || told.length > 0;
  return isTold
    ? [
        ...[...(first === undefined ? [] : [first]), ...others]
          .slice(0, MAX_FIELDS + 1)
          .map(name => [joinPointer('', name)]),
        ...told,
      ]
    : [];
}

/** Rows of a payload: records or lists of values, in a list. */
function rowsIn(value: unknown, base: string, depth: number): string[][] {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return [];
  }
  return entriesOf(value).flatMap(([name, inside]) => {
    const pointer = joinPointer(base, name);
    const cells =
      Array.isArray(value) && typeof inside === 'object' && inside !== null
        ? entriesOf(inside).filter(([, cell]) => isCell(cell))
        : [];
    return cells.length > 0
      ? [cells.slice(0, MAX_CELLS).map(([cell]) => joinPointer(pointer, cell))]
      : rowsIn(inside, pointer, depth + 1);
  });
}

function entriesOf(value: object): [string | number, unknown][] {
  return Array.isArray(value)
    ? value.map((one, index) => [index, one])
    : Object.entries(value);
}

function isCell(value: unknown): boolean {
  if (typeof value === 'boolean') return false;
  const text = quotableText(value)?.trim();
  return text !== undefined && text !== '' && text.length <= MAX_CELL;
}

/** A value in a text, without the quotation marks around it. */
export type Value = {
  start: number;
  end: number;
  text: string;
  isQuoted: boolean;
  /** Whether other words follow on the same line. */
  wordsFollow: boolean;
};

const LONGEST = 4096;
const OPENING =
  /(?:[bfru@$]{0,2}(\\{0,8})("""|'''|["'`]))|([“‘«„])|(\*\*|__)(?=\S)/iy;
const CLOSING: Record<string, string> = {
  '“': '”',
  '‘': '’',
  '«': '»',
  '„': '“',
};
const BLOCK_SCALAR =
  /[|>][-+]?\d?[ \t]*\r?\n((?:[ \t]+[^\n]*(?:\r?\n|$)){1,60})/y;
/** As YAML names the type of a value. */
const TAG = /!!\w+[ \t]+(?!!)/y;
const RUN = /[^\s"`]{1,512}/y;
const WORDS_FOLLOW = /[ \t]+(?:[a-z]{2,}|a|I)\b/iy;
/** Groups of four, as one-time seeds are shown. */
const GROUPS = /(?:[A-Za-z2-7]{4}[ -]){3,16}[A-Za-z2-7]{2,4}(?![A-Za-z0-9])/y;

/** The value that begins at an index, if there is one. */
export function readValue(text: string, at: number): Value | undefined {
  TAG.lastIndex = at;
  if (TAG.test(text)) return readValue(text, TAG.lastIndex);
  BLOCK_SCALAR.lastIndex = at;
  const block = BLOCK_SCALAR.exec(text);
  if (block) {
    const start = at + block[0].length - block[1].length;
    return trimmed(text, start, start + block[1].length, true);
  }
  OPENING.lastIndex = at;
  const opening = OPENING.exec(text);
  if (opening) {
    const start = OPENING.lastIndex;
    const [, escape = '', quote, pair, bold] = opening;
    const closing = quote ? escape + quote : CLOSING[pair] ?? bold;
    const end = endOfQuoted(text, start, closing);
    // What a mark closes and the next one opens again, line breaks between
    const isBetween =
      closing.length === 1 && /^[ \t]*\r?\n/.test(text.slice(start, start + 9));
    if (isBetween) return undefined;
    if (end !== undefined) {
      const value = trimmed(text, start, end, true);
      // **`value`**
      return bold && value && /^["'`]/.test(value.text)
        ? readValue(text, value.start)
        : value;
    }
    return readRun(text, start);
  }
  return readRun(text, at);
}

function endOfQuoted(
  text: string,
  start: number,
  closing: string,
): number | undefined {
  for (
    let end = text.indexOf(closing, start);
    end !== -1 && end - start <= LONGEST;
    end = text.indexOf(closing, end + 1)
  ) {
    const isEscaped =
      !closing.startsWith('\\') &&
      text[end - 1] === '\\' &&
      text[end - 2] !== '\\';
    // The same mark one level of JSON deeper
    const isDeeper = closing.startsWith('\\') && text[end - 1] === '\\';
    if (!isEscaped && !isDeeper) {
      const inner = text.slice(start, end);
      return closing.length < 3 && /\n/.test(inner) && inner.length > 200
        ? undefined
        : end;
    }
  }
  return undefined;
}

function trimmed(
  text: string,
  from: number,
  to: number,
  isQuoted: boolean,
): Value | undefined {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start])) start += 1;
  while (start < end && /\s/.test(text[end - 1])) end -= 1;
  return start < end
    ? { start, end, text: text.slice(start, end), isQuoted, wordsFollow: false }
    : undefined;
}

function readRun(text: string, start: number): Value | undefined {
  GROUPS.lastIndex = start;
  const groups = GROUPS.exec(text);
  if (
    (groups && /^[A-Z2-7 -]+$/.test(groups[0])) ||
    (groups && /\d/.test(groups[0]))
  ) {
    return {
      start,
      end: start + groups[0].length,
      text: groups[0].replace(/[ -]/g, ''),
      isQuoted: false,
      wordsFollow: false,
    };
  }
  RUN.lastIndex = start;
  const run = RUN.exec(text)?.[0];
  if (run === undefined) return undefined;
  const value = cutRun(run);
  if (value === '') return undefined;
  const end = start + value.length;
  WORDS_FOLLOW.lastIndex = end;
  return {
    start,
    end,
    text: value,
    isQuoted: false,
    wordsFollow: WORDS_FOLLOW.test(text),
  };
}

/** Where the next field, the closing tag or an escaped line break begins. */
const NEXT =
  /&amp;|[&;,|](?=[\w.$-]{1,40}["'\\]{0,4}[=:])|[;,](?=["'\\{[]|$)|<\/|\\+[nrt"'](?![A-Za-z])|\\+[nr](?=[\w-]{1,40}\\*["']?[=:])|\\+n|\\+["']|'(?=[\s,;)\]}]|$)/;

function cutRun(run: string): string {
  const next = run.search(NEXT);
  let value = next === -1 ? run : run.slice(0, next);
  value = value.replace(/[,;.:]+$/, '');
  for (const [open, close] of ['()', '[]', '{}', '<>']) {
    while (value.endsWith(close) && !value.includes(open)) {
      value = value.slice(0, -1);
    }
  }
  return value.replace(/['*,;.:]+$/, match =>
    /^[*]+$/.test(value) ? match : match.replace(/['*,;.:]/g, ''),
  );
}

import { WILDCARD, wordsOf } from './logPattern';

/** Words of a line by which the tree descends, after its length. */
const DEPTH = 1;
/** Branches of a node; what comes later shares one. */
const MAX_BRANCHES = 100;
/** Patterns at the end of a branch; what is like none of them is then taken for unique. */
const MAX_PATTERNS = 50;
/** The number of a word that no pattern has. */
const UNKNOWN = -1;
/** Share of words that a line has in common with a pattern that it belongs to. */
const SIMILARITY = 0.5;

/** Lines that differ only in some words, and where these are. */
export type LogPattern<T> = { words: string[]; lines: T[] };

/** A pattern with a number for each word, as numbers are compared faster. */
type Numbered<T> = LogPattern<T> & { numbers: number[] };

type Node<T> = { branches: Map<string, Node<T>>; patterns: Numbered<T>[] };

/**
 * Finds the patterns of log lines as they come, each line in constant time: a tree
 * of fixed depth by the number of words and the first of them, and a short list of
 * patterns at its ends (He et al., Drain, ICWS 2017).
 */
export class LogPatterns<T> {
  readonly #root: Node<T> = emptyNode();
  readonly #patterns: LogPattern<T>[] = [];
  /** Of the words of patterns. */
  readonly #numbers = new Map([[WILDCARD, 0]]);

  add(message: string, line: T): void {
    const words = wordsOf(message).map(maskedWord);
    const leaf = this.#leafOf(words);
    const numbers = words.map(word => this.#numbers.get(word) ?? UNKNOWN);
    const known = mostSimilar(numbers, leaf.patterns);
    if (known) {
      known.lines.push(line);
      for (let index = 0; index < numbers.length; index += 1) {
        if (known.numbers[index] === numbers[index]) continue;
        known.words[index] = WILDCARD;
        known.numbers[index] = 0;
      }
      return;
    }
    const fresh = { words, lines: [line] };
    this.#patterns.push(fresh);
    if (leaf.patterns.length < MAX_PATTERNS) {
      leaf.patterns.push(
        Object.assign(fresh, {
          numbers: words.map(word => this.#number(word)),
        }),
      );
    }
  }

  #number(word: string): number {
    const number = this.#numbers.get(word) ?? this.#numbers.size;
    this.#numbers.set(word, number);
    return number;
  }

  /** Each with its lines in the order in which they were added. */
  list(): readonly LogPattern<T>[] {
    return this.#patterns;
  }

  #leafOf(words: readonly string[]): Node<T> {
    let node = this.#root;
    for (const key of [String(words.length), ...words.slice(0, DEPTH)]) {
      const branch =
        node.branches.has(key) || node.branches.size < MAX_BRANCHES
          ? key
          : WILDCARD;
      let next = node.branches.get(branch);
      if (!next) node.branches.set(branch, (next = emptyNode()));
      node = next;
    }
    return node;
  }
}

function emptyNode<T>(): Node<T> {
  return { branches: new Map(), patterns: [] };
}

/** Words with digits are ids, times and amounts. */
function maskedWord(word: string): string {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code >= 48 && code <= 57) return WILDCARD;
  }
  return word;
}

function mostSimilar<T>(
  numbers: readonly number[],
  patterns: readonly Numbered<T>[],
): Numbered<T> | undefined {
  let best: Numbered<T> | undefined;
  let most = Math.ceil(numbers.length * SIMILARITY) - 1;
  for (const pattern of patterns) {
    let same = 0;
    for (let index = 0; index < numbers.length; index += 1) {
      if (numbers[index] === pattern.numbers[index]) same += 1;
      else if (same + numbers.length - index - 1 <= most) break;
    }
    if (same > most) {
      most = same;
      best = pattern;
    }
  }
  return best;
}

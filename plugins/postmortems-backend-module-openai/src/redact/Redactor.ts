import { isLuhn } from './luhn';
import { NameFinder } from './NameFinder';

type Rule = {
  /** What replaces a match, in square brackets. */
  label: string;
  pattern: RegExp;
  test?: (match: string) => boolean;
};

/**
 * Personal data by its shape, and whatever might be a secret: what a model does
 * not need is removed sooner than what is stored.
 */
const RULES: readonly Rule[] = [
  {
    label: 'secret',
    pattern:
      /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { label: 'secret', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { label: 'secret', pattern: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g },
  {
    label: 'secret',
    pattern:
      /\b(?:gh[pousr]_|github_pat_|xox[abeoprs]-|sk-|sk_live_|rk_live_|glpat-|AIza|ya29\.|hvs\.|dop_v1_|npm_)[\w-]{10,}/g,
  },
  {
    label: 'secret',
    pattern: /(?<=\b(?:bearer|basic|token)\s+)[\w.~+/=-]{12,}/gi,
  },
  {
    label: 'secret',
    pattern:
      /(?<=(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|client[_-]?secret|authorization|cookie|session[_-]?id)["']?\s{0,3}(?:=|:|is)\s{0,3}["']?)(?!\[removed:)[^\s"',;&]{3,}/gi,
  },
  {
    label: 'secret',
    pattern: /(?<=:\/\/)[^\s/:@]{1,100}:[^\s/@]{1,100}(?=@)/g,
  },
  {
    label: 'secret',
    pattern:
      /\b(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])(?=[\w+/-]*\d)[A-Za-z0-9+/_-]{40,}={0,2}/g,
  },
  { label: 'address', pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g },
  {
    label: 'handle',
    pattern: /<@[A-Z0-9]{2,}>|(?<![\w@])@[A-Za-z][\w.-]{1,38}/g,
  },
  {
    label: 'card',
    pattern: /\b\d(?:[ -]?\d){12,18}\b/g,
    test: match => isLuhn(match.replace(/\D/g, '')),
  },
  { label: 'phone', pattern: /(?<![\w.])\+\d{1,3}(?:[ ()-]{0,2}\d){7,12}\b/g },
  {
    label: 'ip address',
    pattern:
      /\b(?!10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b(?!\.\d)/g,
  },
];

/** Replaces secrets and people before anything is sent to a model. */
export class Redactor {
  readonly #people: NameFinder;
  /** Replacements so far. */
  count = 0;

  readonly #maskSecrets: (text: string) => string;

  /** @param options - `people` are names, handles and addresses */
  constructor(options: {
    people: readonly string[];
    maskSecrets(text: string): string;
  }) {
    this.#maskSecrets = text => options.maskSecrets(text);
    const words = options.people.flatMap(person => [
      person,
      ...(person.includes(' ') ? person.split(/\s+/) : []),
    ]);
    this.#people = new NameFinder(words.filter(word => word.length > 2));
  }

  redact(text: string): string {
    let clean = this.#maskSecrets(text);
    if (clean !== text) this.count += 1;
    for (const { label, pattern, test } of RULES) {
      clean = clean.replace(pattern, match => {
        if (test && !test(match)) return match;
        this.count += 1;
        return `[${label}]`;
      });
    }
    return this.#people.replace(clean, () => {
      this.count += 1;
      return '[person]';
    });
  }
}

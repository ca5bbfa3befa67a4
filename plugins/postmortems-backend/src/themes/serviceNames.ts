import { LIKE_A_SERVICE } from '../platform/text/names';

/** What stands for a name: a word in which no rule finds anything. */
export const NAME = '_';
/** What stands for a path or an address; calls to a path are not calls to another service. */
export const PATH = '/';

/** One word of a text as it is written, without the punctuation around it. */
export type Word = {
  text: string;
  startsSentence: boolean;
  endsClause: boolean;
};

/** Longer words are hashes, keys or hostile. */
const MAX_WORD = 60;
/** Other names of systems, of which only the last word tells. */
const LIKE_A_SYSTEM =
  /^[a-z][a-z0-9-]*-(?:bot|portal|registry|store|engine|manager|controller|runner|scheduler|exporter|operator|tool|ui|web|frontend|backend|site|center)$/i;
/** Instances, pods and regions: `worker-7`, `checkout-7f9dd8b6c4-x7gr9`, `us-east-1`. */
const NUMBERED = /^[a-z][a-z0-9]*[-.](?=.*\d)[a-z0-9.-]+$/i;
/** Words with a dash and a number that are terms. */
const TERM = /^(?:utf|sha|tls|ipv|iso|http|sev|p|top|off|pre|post|mid)-?\d/i;
const HOST =
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|rs|example|internal|local|svc)$/i;
const CONFIG_FILE =
  /\.(ya?ml|toml|ini|conf|cfg|env|properties|tf|hcl)(?:[:#]\d+)?$/i;
/** What people see on a screen; the word before it says what is on it. */
const SCREEN =
  /^(?:pages?|forms?|screens?|buttons?|icons?|menus?|courses?|banners?|logos?|portals?|galler(?:y|ies)|videos?|tiles?|widgets?)$/i;
/** What a service is called by; the word before it is its name. */
const SERVICE = /^(?:micro)?services?$|^team$/i;
const DETERMINER = /^(?:the|our|a|an|of|in|and|to|by|from|between|with|for)$/i;
/** Words before `service` that say which kind it is. */
const KIND =
  /^(?:external|upstream|downstream|third-party|partner|vendor|provider|cloud|dns|database|db|network|managed|sql|kubernetes|identity|dependent|registry|on-call)$/i;
/** Words before the name of something, which has no article: `errors of search`, `search and reviews`. */
const BEFORE_NAME =
  /^(?:of|in|from|to|by|between|with|on|for|against|at|behind|into|than|and|or|nor|but|because|that|when|while|as|if|neither|both)$/i;
/** What can rise and fall: `a spike in traffic` is no spike in a service of that name. */
const QUANTITY =
  /^(?:spikes?|surges?|peaks?|increase|bursts?|waves?|floods?|growth|rise|jump|drop|amount|volume|lack|number|kind|loss|level|deal|change)$/i;

/** Finds names of services in a text: those that are known, and what looks like one. */
export class ServiceNames {
  /** Words of each known name, by its first word; long names first. */
  private readonly known = new Map<string, string[][]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const words = name.trim().toLocaleLowerCase('en-US').split(/\s+/);
      const same = this.known.get(words[0]) ?? [];
      this.known.set(
        words[0],
        [...same, words].sort((a, b) => b.length - a.length),
      );
    }
  }

  /** What stands for the name that begins at a word, and how many words it has; `undefined` when none does. */
  find(
    words: readonly Word[],
    at: number,
  ): { as: string; length: number } | undefined {
    const { text } = words[at];
    const name = this.known
      .get(text.toLocaleLowerCase('en-US'))
      ?.find(parts =>
        parts.every(
          (part, index) =>
            words[at + index]?.text.toLocaleLowerCase('en-US') === part,
        ),
      );
    if (name && (!isWord(name) || isUsedAsName(words, at))) {
      return { as: NAME, length: name.length };
    }
    const isName =
      isBesideService(words, at) ||
      SCREEN.test(words[at + 1]?.text ?? '') ||
      // Ordinary words would begin with a capital here
      (words[at].startsSentence && /^[a-z]+(?:-[a-z]+)+$/.test(text));
    const as = lookOf(text) ?? (isName ? NAME : undefined);
    return as === undefined ? undefined : { as, length: 1 };
  }
}

function isWord(name: readonly string[]): boolean {
  return name.length === 1 && /^\p{L}+$/u.test(name[0]);
}

/** Whether a service that is called like a word is meant, and not the word. */
function isUsedAsName(words: readonly Word[], at: number): boolean {
  const { text, startsSentence } = words[at];
  const before = words[at - 1]?.text;
  if (SERVICE.test(words[at + 1]?.text ?? '')) return true;
  if (startsSentence || before === undefined) {
    return text === text.toLocaleLowerCase('en-US');
  }
  if (words[at - 1].endsClause) return true;
  return BEFORE_NAME.test(before) && !QUANTITY.test(words[at - 2]?.text ?? '');
}

function lookOf(text: string): string | undefined {
  if (text.length > MAX_WORD) return NAME;
  if (text.startsWith('/') || text.includes('://')) return PATH;
  const file = CONFIG_FILE.exec(text);
  if (file) return file[1].toLocaleLowerCase('en-US');
  const isName =
    /^`[^`]*`$/.test(text) ||
    /[\p{L}\d][_@][\p{L}\d]/u.test(text) ||
    LIKE_A_SERVICE.test(text) ||
    LIKE_A_SYSTEM.test(text) ||
    (NUMBERED.test(text) && !TERM.test(text)) ||
    HOST.test(text);
  return isName ? NAME : undefined;
}

/** `the reviews service`, of which nobody has heard. */
function isBesideService(words: readonly Word[], at: number): boolean {
  return (
    SERVICE.test(words[at + 1]?.text ?? '') &&
    DETERMINER.test(words[at - 1]?.text ?? '') &&
    !KIND.test(words[at].text)
  );
}

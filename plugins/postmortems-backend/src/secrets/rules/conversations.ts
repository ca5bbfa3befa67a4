import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import {
  isMeasure,
  isPlaceholder,
  isReference,
  looksChosen,
  looksGenerated,
} from '../value';
import { SENTENCE_WORDS } from '../words';

/** What people talk about when a password is told in what they say next. */
const SUBJECT: Hinted = {
  hints: [
    ...['pas', 'pwd', 'pw', 'cred', 'log', 'sign', 'mdp', 'mot de', 'contrase'],
    ...['clave', 'kennw', 'zugang', 'anmeld', 'angem', 'root', 'admin', 'ilo'],
    ...['account', 'senha', 'wachtw', 'let us in', 'lock'],
  ],
  pattern:
    /(?<![\p{L}\d_-])(?:pas{1,3}w\w{1,4}|passphrase|passcode|pwds?|pws?|mdp|mot de passe|contraseñas?|clave|kennwort|passwort|zugang|(?:log(?:ged|ging)?|sign(?:ed)?)[ -]?(?:in|on)|anmeld\w*|angemeldet|creds?|credentials?|root(?! cause)|admin\w{0,9}|ilo|accounts?|senha|wachtwoord|let us in|locked out|lockout|lockbox)(?![\p{L}\d_-])/giu,
};
const BEFORE = 300;
const AFTER = 120;
/** As far as what stands before a word on its line is looked at. */
const LEAD = 80;

/** `[09:13] jon: `, `jon> `, at the start of a line. */
const SPEAKER =
  /^(?:[ \t]*\[[^\]\n]{1,24}\])?(?:[ \t]*[\p{L}\d][\p{L}\d.@ -]{0,30}[:>])?[ \t]*$/u;
/** A word or what stands between quotation marks, with some more than letters. */
const TOKEN =
  /(?<![^\s"'`“”„«»,;|<>{}[\]])[^\s"'`“”„«»,;|<>{}[\]]{6,64}(?![^\s"'`“”„«»,;|<>{}[\]])/g;
/** Words that lead straight to a password. */
const LEADS_TO =
  /(?:\b(?:is|was|with|now|try|con|to|its|it's|it’s|lautet|ist|wurde|weiterhin|acceso|remember|read|pws?|pwd|pass)|\bp(?:ass|w)?[:=]|[/(])[ \t]*["'`“„(]?$/i;
/** Words that lead to a password, and as well to the name of somebody. */
const LEADS_TO_SOMETHING =
  /\b(?:use|utilise|usa|as|als|comme|como)[ \t]*["'`“„(]?$/i;
const IS_PASSWORD =
  /^(?:pas|ps|pw|mdp|mot|contra|clave|kenn|senha|wacht|cred)/i;
const QUESTION = /\?|\b(?:asks?|wants?|needs?|where|what|which)\b/i;

type Shape = 'strong' | 'medium' | 'weak' | undefined;

/** How much a word looks like a password, by what it is made of. */
function shapeOf(word: string): Shape {
  if (
    /\*\*|[\\:=()]|\/|^[-@#$&*+~.]|^\S+@\S+\.\w+$|^[A-Z]+[-_]?\d+$|^[\w.-]+#\d+$/.test(
      word,
    ) ||
    /^(?:[0-9a-f]{7,64}|[A-Z\d_]+|[a-z\d]+(?:[_.][a-z\d]+)+)$/.test(word) ||
    /^[a-z]+(?:-[a-z\d]+)*-[a-z]+\d*$/.test(word) ||
    /\d(?:st|nd|rd|th|x|%|ms|s|m|h|d|[kmg]i?b?)$/i.test(word) ||
    isMeasure(word) ||
    isPlaceholder(word) ||
    isReference(word)
  ) {
    return undefined;
  }
  const hasLetter = /\p{L}/u.test(word);
  const hasDigit = /\d/.test(word);
  const isMixed = /\p{Ll}/u.test(word) && /\p{Lu}/u.test(word);
  if (!hasLetter) return undefined;
  const inner = /[!#$%&*?^@]/.test(word.slice(1, -1));
  const last = /\d[!#$%&*]$/.test(word);
  if ((inner || last) && (hasDigit || isMixed)) return 'strong';
  if (hasDigit && isMixed && !/^v?\d|^\p{Lu}\p{Ll}+\d$/u.test(word)) {
    return 'medium';
  }
  // `m4rmelade`, `blaubeer3`, `soleil-noir-88`
  if (
    hasDigit &&
    /^\p{L}+\d\p{L}{3,}$|^\p{L}{5,}\d{1,4}$|^\p{L}{3,}-\p{L}{3,}-\d\d$/u.test(
      word,
    )
  ) {
    return 'weak';
  }
  return /^\p{Lu}{4,}\p{Ll}{4,}$|^(?:\p{Lu}\p{Ll}+_)+\p{L}+_?\p{L}*$/u.test(
    word,
  )
    ? 'weak'
    : undefined;
}

function* findTold(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  const subjects = [...matchesOf(text, SUBJECT, literals)].map(
    ({ index, 0: word }) => ({
      start: index,
      end: index + word.length,
      isPassword: IS_PASSWORD.test(word),
    }),
  );
  if (subjects.length === 0) return;
  let next = 0;
  for (const { 0: token, index: start } of text.matchAll(TOKEN)) {
    yield undefined;
    while (next < subjects.length && subjects[next].end <= start) next += 1;
    const before = subjects[next - 1];
    const after = subjects[next];
    const isBefore = before && start - before.end <= BEFORE;
    const isAfter = after && after.start - start - token.length <= AFTER;
    if (!isBefore && !isAfter) continue;
    const word = token.replace(/[.:?)]+$/, '');
    const end = start + word.length;
    const shape = word.length < 6 ? undefined : shapeOf(word);
    if (!shape) continue;
    const isOfPassword = (isBefore && before.isPassword) || after?.isPassword;
    const place = placeOf(text, start, end, Boolean(isOfPassword));
    const isTold =
      shape === 'strong' ||
      (shape === 'medium' && (place.isAlone || place.isLedTo)) ||
      (place.isAlone &&
        isBefore &&
        QUESTION.test(text.slice(Math.max(0, before.start - 80), start))) ||
      (place.isLedTo && isBefore && start - before.end < 40);
    if (isTold) yield { start, end, kind: 'password' };
  }
}

/** Whether a word is a line of its own, and whether the words before lead to it. */
function placeOf(
  text: string,
  start: number,
  end: number,
  isOfPassword: boolean,
) {
  const near = text.slice(Math.max(0, start - LEAD), start);
  const lineBreak = near.lastIndexOf('\n');
  const lead = near.slice(lineBreak + 1);
  const startsLine = lineBreak !== -1 || start <= LEAD;
  const rest = text.slice(end, end + 40);
  return {
    isAlone:
      startsLine &&
      (lineBreak !== -1 || rest.includes('\n')) &&
      SPEAKER.test(lead) &&
      // `Bramble40, the B is a capital`, `SEVENgeese - number in caps`
      /^[ \t]*(?:$|\n|[?.](?:\n|$)|,[ \t]|[ \t][-–][ \t])/.test(rest),
    isLedTo:
      LEADS_TO.test(lead) || (isOfPassword && LEADS_TO_SOMETHING.test(lead)),
  };
}

const FORMS: readonly (Hinted & { kind: Span['kind'] })[] = [
  {
    kind: 'one-time password seed',
    hints: ['setup key', 'manual key', 'totp', 'authenticator', 'mfa', '2fa'],
    pattern:
      /\b(?:setup key|manual key|totp|authenticator|mfa|2fa)\b[^\n]{0,80}?(?<![a-z0-9])(?<told>(?=[a-z -]{0,60}[2-7])(?:[a-z2-7]{4}[ -]){3,15}[a-z2-7]{4})(?![a-z0-9])/gi,
  },
  {
    kind: 'one-time code',
    hints: ['otp', 'mfa', '2fa', 'verification', 'one-time'],
    pattern:
      /\b(?:otp|mfa|2fa|verification|one-time)(?: code)?(?: is|:)[ \t]{1,4}(?<told>\d{6,8})(?!\d)/gi,
  },
  {
    kind: 'password',
    // The word before its name
    hints: ['pas', 'pw'],
    pattern:
      /(?<![\w.@/-])(?<told>[^\s"'`()[\]{}<>|,;:=/\\]{6,64})["'`]?[ \t]+(?:is|as|for)[ \t]+(?:the|your|my|our|its)[ \t]+(?:[a-z]{2,12}[ \t]+)?(?:pas{1,2}w\w{1,4}|passphrase|pw)\b/gi,
  },
  {
    kind: 'password',
    hints: ['pas', 'pw'],
    pattern:
      /\b(?:pas{1,2}w\w{1,4}|passphrase|pw)(?:[ \t]+(?:is|was))?[ \t]*:?[ \t]*\r?\n{1,2}[ \t]*(?<told>[^\s"'`()[\]{}<>|,;:=/\\]{6,64})[ \t]*(?=\n|$)/gi,
  },
  {
    kind: 'PIN',
    hints: ['pin', 'keypad', 'safe', 'tresor', 'door', 'cage'],
    pattern:
      /\b(?:PIN|[Aa] pin|[Tt]he pin|[Kk]eypad|[Ss]afe|[Tt]resor|[Dd]oor code|[Cc]age)\b[^\n]{0,80}\n[^\n]{0,60}?(?<![\d:.#-])(?<told>\d{4,8})(?![\d:.%-]|[ \t]?(?:ms|s|min|h|%|errors?|requests?)\b)/g,
  },
  {
    kind: 'recovery code',
    // Of BitLocker: eight groups of six digits
    hints: ['bitlocker', 'recovery', 'wiederherstellung'],
    pattern: /(?<!\d)(?<told>(?:\d{6}-){7}\d{6})(?!\d)/g,
  },
  {
    kind: 'password',
    hints: ['rocommunity', 'rwcommunity', 'community'],
    pattern:
      /\b(?:r[ow]community6?[ \t]+|community(?:[ -]string)?(?:[ \t]+is|[ \t]*[:=])[ \t]*)["'`]?(?<told>[^\s"'`]{6,64})/gi,
  },
  {
    kind: 'password',
    // Of a call with a user and a password
    hints: ['login(', 'auth(', 'connect(', 'authenticate('],
    pattern:
      /\b(?:login|auth|authenticate|connect)\([ \t]*["'][^"'\n]{1,64}["'],[ \t]*["'](?<told>[^"'\s]{6,64})["']/gi,
  },
  {
    kind: 'password',
    hints: ['ssid', 'wifi', 'wi-fi', 'wlan'],
    pattern:
      /\b(?:ssid|wi-?fi|wlan)\b[^\n]{0,60}?\b(?:key|pw|psk|pass\w{0,6}|schlüssel)[ \t]{0,2}(?:[:=]|is)?[ \t]{1,4}["'`]?(?<told>[^\s"'`][^\n"'`]{5,62}[^\s"'`.])/gi,
  },
  {
    kind: 'secret',
    // A line that is nothing but a token, after one that announces it
    hints: ['secret', 'token', 'key'],
    pattern:
      /\b(?:secret|token|key)\b[^\n]{0,60}\n(?:\[[^\]\n]{1,24}\][ \t]*)?(?:[\w.@ -]{1,30}[:>][ \t]*)?(?<told>[\w/+.~-]{20,128}={0,2})[ \t]*(?=\n|$)/gi,
  },
];
/** Plain words, line after line, after a passphrase was asked for. */
const PHRASE: Hinted = {
  hints: ['passphrase', 'pass phrase'],
  pattern:
    /\bpass ?phrase\b[^\n]{0,80}\n(?:\[[^\]\n]{1,24}\][ \t]*)?(?:[\w.@-]{1,30}[:>][ \t]*)?(?<told>[a-z]{3,12}(?:[ -][a-z]{3,12}){3,11})[ \t]*(?=\n|$)/gi,
};

function* findForms(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  for (const form of FORMS) {
    for (const match of matchesOf(text, form, literals)) {
      yield undefined;
      const { told } = match.groups!;
      if (
        form.kind === 'secret' &&
        (!looksGenerated(told) ||
          /^[0-9a-f-]+$/i.test(told) ||
          !/[A-Z]/.test(told) ||
          /SHA256:|PUBLIC KEY|fingerprint/.test(
            text.slice(Math.max(0, match.index - 10), match.index) + match[0],
          ))
      ) {
        continue;
      }
      if (isPlaceholder(told) || isReference(told)) continue;
      if (form.kind === 'password' && !isPasswordOrPhrase(told)) continue;
      yield spanOf(match, form.kind);
    }
  }
  for (const match of matchesOf(text, PHRASE, literals)) {
    if (SENTENCE_WORDS.test(match.groups!.told)) continue;
    yield spanOf(match, 'recovery phrase');
  }
}

/** A phrase, or a word that is no plain one and no name with a number. */
function isPasswordOrPhrase(told: string): boolean {
  return (
    /\s/.test(told) ||
    (looksChosen(told) &&
      /[\d!#$%&*^]/.test(told) &&
      !/^[A-Z]+-?\d+$|^[0-9a-f]{7,64}$|^[a-z]+(?:-[a-z\d]+)+$/.test(told))
  );
}

function spanOf(match: RegExpExecArray, kind: Span['kind']): Span {
  const { told } = match.groups!;
  const start = match.index + match[0].lastIndexOf(told);
  return { start, end: start + told.length, kind };
}

/** Secrets that are told apart from their name: in the answer, or as `it`. */
export const conversations: Rules = {
  *find(text, literals) {
    yield* findTold(text, literals);
    yield* findForms(text, literals);
  },
  literals: [SUBJECT, PHRASE, ...FORMS].flatMap(({ hints }) => hints),
};

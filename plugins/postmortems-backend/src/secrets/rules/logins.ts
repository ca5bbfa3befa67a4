import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import { isPlaceholder, isReference, looksChosen } from '../value';

/** `creds: admin / X`, `log in with admin:X`, `user admin, pass X`. */
const LOGINS: Hinted = {
  hints: ['cred', 'log', 'sign in', 'user', 'auth', 'wifi', 'wi-fi'],
  pattern:
    /(?<![\w-])(?:creds?|credentials|log[- ]?in|sign in|wi-?fi|user(?:name)?[ \t]{0,2}[/:|,&+][ \t]{0,2}(?:pass(?:word)?|pw|pwd)|basic auth|auth)\b[^\n:=]{0,40}?(?:[:=]|[ \t](?:is|are|with|as|using)|->)[ \t]{1,4}["'`(]{0,2}(?:[\w.@\\-]{1,64})["'`]?[ \t]{0,2}(?:[/:|,]|[ \t]-[ \t]|\band\b)[ \t]{0,2}["'`]?([^\s"'`,]{4,128})/gi,
};

function* findLogins(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const match of matchesOf(text, LOGINS, literals)) {
    const told = match[1].replace(/[.;)]+$/, '');
    if (!looksChosen(told) || !/\d|[!#$%&*?@]/.test(told)) continue;
    if (isPlaceholder(told) || isReference(told) || /\//.test(told)) continue;
    if (/^\d+$|^[A-Z]+-\d+$|^[0-9a-f]{7,40}$/.test(told)) continue;
    const start = match.index + match[0].length - match[1].length;
    yield { start, end: start + told.length, kind: 'password' };
  }
}

/** In scripts without spaces; what stands around is no part of a name. */
const WIDE = /[码碼令ド호]/;
const UNSPACED =
  /(?:密码|密碼|口令|パスワード|비밀번호)[ \t]{0,2}(?:是|は|为|為|은|는|[:：=]){1,3}\s{0,2}["'「『`]?([\x21-\x26\x28-\x5f\x61-\x7e]{4,64})/g;

const RECOVERY_CODES: Hinted = {
  hints: ['recovery', 'backup', 'scratch', 'rescue'],
  pattern:
    /(?<![\w-])(?:recovery|backup|scratch|rescue)[ -]codes?\b[^\n:]{0,40}(?::|\bis\b|\bare\b)[\s\d.)*-]{0,6}((?:(?=[a-z-]{0,12}\d)[a-z0-9]{4,8}(?:-[a-z0-9]{4,8}){0,3}(?:[\s,;]{1,6}|$|(?=[.)"'`]))){1,24})/gi,
};

function* findRecoveryCodes(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const match of matchesOf(text, RECOVERY_CODES, literals)) {
    const codes = match[1].trimEnd();
    const start = match.index + match[0].length - match[1].length;
    yield { start, end: start + codes.length, kind: 'recovery code' };
  }
}

function* findUnspaced(text: string): Iterable<Span> {
  if (!WIDE.test(text)) return;
  for (const match of text.matchAll(UNSPACED)) {
    const start = match.index + match[0].length - match[1].length;
    yield { start, end: start + match[1].length, kind: 'password' };
  }
}

/** What people tell to let others in: user and password, recovery codes. */
export const logins: Rules = {
  *find(text, literals) {
    yield* findLogins(text, literals);
    yield* findRecoveryCodes(text, literals);
  },
  literals: [LOGINS, RECOVERY_CODES].flatMap(({ hints }) => hints),
};

/** Passwords in scripts without spaces; no literal is in all of them. */
export const unspacedPasswords: Rules = { find: findUnspaced, literals: [] };

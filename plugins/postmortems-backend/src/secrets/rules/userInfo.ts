import { isGap, isPlaceholder } from '../value';
import { matchesOf, type Hinted, type Rules, type Span } from '../Span';

/** Where a web address or connection string begins. */
const SCHEME: Hinted = {
  hints: ['://', ':\\/'],
  pattern: /[a-z][a-z0-9+.-]{1,30}:\\?\/\\?\//gi,
};
/** All that can belong to an address, quotation marks and spaces aside. */
const ADDRESS = /[^\s"'<>`\\]{1,2000}/y;

function* findInAddresses(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  for (const match of matchesOf(text, SCHEME, literals)) {
    yield undefined;
    yield* findUserInfo(text, match.index + match[0].length);
  }
  yield* findDriverUserInfo(text, literals);
}

/** `user:password@` after the scheme; a password may itself hold `@` and `/`. */
function* findUserInfo(text: string, start: number): Iterable<Span> {
  ADDRESS.lastIndex = start;
  const address = ADDRESS.exec(text)?.[0];
  if (!address) return;
  const at = lastAtBeforeHost(address);
  if (at === -1) return;
  const colon = address.indexOf(':');
  if (colon === -1 || colon > at) {
    const user = address.slice(0, at);
    // A token in place of the user; Sentry's is public
    const isToken =
      looksLikeToken(user) &&
      !/^[^/]*@(?:[\w.-]*\.)?(?:ingest\.)?(?:[a-z]{2}\.)?sentry\./.test(
        address,
      );
    if (isToken) yield { start, end: start + at, kind: 'token in URL' };
    return;
  }
  const password = address.slice(colon + 1, at);
  const user = address.slice(0, colon);
  if (
    password === '' ||
    user.includes('/') ||
    (/^\d{1,5}(?:[/?#]|$)/.test(password) && user.includes('.'))
  )
    return;
  if (isGap(password)) return;
  if (looksLikeToken(user)) {
    yield { start, end: start + at, kind: 'token in URL' };
    return;
  }
  yield { start: start + colon + 1, end: start + at, kind: 'password' };
}

function looksLikeToken(user: string): boolean {
  return (
    /^[\w.~%+=-]{20,}$/.test(user) && /\d/.test(user) && /[a-z]/i.test(user)
  );
}

/** The last `@` that a host follows, before the query. */
function lastAtBeforeHost(address: string): number {
  const query = address.search(/[?#]/);
  let at = address.lastIndexOf('@');
  while (at !== -1) {
    const isHost = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])/i.test(
      address.slice(at + 1, at + 260),
    );
    const slash = address.indexOf('/');
    const colon = address.indexOf(':');
    const inPath =
      slash !== -1 && slash < at && (colon === -1 || colon > slash);
    const inQuery =
      query !== -1 && query < at && (colon === -1 || colon > query);
    if (isHost && !inPath && !inQuery) return at;
    at = at === 0 ? -1 : address.lastIndexOf('@', at - 1);
  }
  return -1;
}

/** Forms of drivers that have no scheme: Go's MySQL, Oracle, smbclient. */
const DRIVER_FORMS: readonly Hinted[] = [
  {
    hints: ['@1', '@2', '@db', 'ssh ', 'ftp ', 'scp ', 'rsync '],
    pattern:
      /(?:\b(?:ssh|s?ftp|scp|rsync)\s[^\n]{0,60}?\s?|(?<![\w.:/@-])(?=[\w.-]{1,32}:[^\s:@/]{4,64}@(?:\d{1,3}(?:\.\d{1,3}){3}|[\w.-]{1,100}:\d{2,5})))[a-z_][\w.-]{0,31}:([^\s:@/"'`,]{4,64})@(?=[\w.-])/gi,
  },
  {
    hints: ['@tcp(', '@unix(', '@udp('],
    pattern: /(?<![\w.-])[\w.-]{1,64}:([^@\s"'`]{2,128})@(?:tcp|unix|udp)\(/g,
  },
  {
    hints: ['jdbc:oracle'],
    pattern: /jdbc:oracle:\w+:[\w.-]{1,64}\/([^@\s"'`]{2,128})@/g,
  },
  {
    hints: ['sqlplus', 'sqlcl', 'expdp', 'impdp'],
    pattern:
      /(?:sqlplus|sqlcl|expdp|impdp)(?: -\w+)?\s+["']?[A-Za-z_][\w.-]{0,63}\/([^@\s"'`/]{3,128})@/g,
  },
  {
    hints: ['smbclient', 'rpcclient', 'smbget', 'wmic'],
    pattern:
      /(?:smb\w+|rpcclient|wmic)\b[^\n]{0,120}?-U ?["']?[\w.\\/-]{1,64}%([^\s"'`]{2,128})/g,
  },
];

function* findDriverUserInfo(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const form of DRIVER_FORMS) {
    for (const match of matchesOf(text, form, literals)) {
      const [whole, password] = match;
      if (isPlaceholder(password)) continue;
      const start = match.index + whole.lastIndexOf(password);
      yield { start, end: start + password.length, kind: 'password' };
    }
  }
}

/** Passwords before the host of an address or of a connection string. */
export const userInfo: Rules = {
  find: findInAddresses,
  literals: [SCHEME, ...DRIVER_FORMS].flatMap(({ hints }) => hints),
};

import { matchesOf, type Hinted, type Rules, type Span } from '../Span';

const KIND = 'private key';
/** A key that has no end is cut off within so many characters. */
const LONGEST = 20_000;

const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const END = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
/** What a key consists of, also in a diff, a quotation or escaped as JSON. */
const BODY = /(?:[A-Za-z0-9+/=\s:,"'>|+-]|\\+[nr"/]){0,20000}/y;

const OTHER_FORMS: readonly Hinted[] = [
  {
    hints: ['putty-user-key-file'],
    pattern:
      /PuTTY-User-Key-File-\d:[\s\S]{0,8000}?(?:Private-MAC: ?[0-9a-f]{20,}|$)/g,
  },
  // PKCS#8 and PKCS#1 without the lines around them
  {
    hints: ['adanbgkqhkig9w0baqefaasc'],
    pattern:
      /[A-Za-z0-9+/]{4,12}ADANBgkqhkiG9w0BAQEFAASC[A-Za-z0-9+/=\s]{40,20000}/g,
  },
  {
    hints: ['ibaakc'],
    pattern: /MI[A-Za-z0-9+/]{2,8}IBAAKC[A-Za-z0-9+/=\s]{40,20000}/g,
  },
  // Elliptic curves, in PKCS#8 and on their own
  {
    hints: ['mighageambmgbyqgsm49agegccqgsm49awehbg0'],
    pattern: /MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0[A-Za-z0-9+/=\s]{40,400}/g,
  },
  { hints: ['mhccaqeei'], pattern: /MHcCAQEEI[A-Za-z0-9+/=\s]{40,400}/g },
  {
    hints: ['mc4caqawbqydk2vwbciei'],
    pattern: /MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/=]{40,}/g,
  },
  {
    hints: ['b3blbnnzac1rzxktdjea'],
    pattern: /b3BlbnNzaC1rZXktdjEA[A-Za-z0-9+/=\s]{40,20000}/g,
  },
  // Wallets
  {
    hints: ['prv'],
    pattern: /(?<![A-Za-z0-9])[xtyz]prv[A-Za-z0-9]{107,108}(?![A-Za-z0-9])/g,
  },
];

/** Base64 of a text; a private key when the text says so. */
const ENCODED: Hinted = {
  hints: ['ls0tls1crudjti'],
  pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{20,20000}/g,
};

function* findPrivateKeys(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  if (literals.has('private key')) yield* findArmoured(text);
  for (const form of OTHER_FORMS) {
    for (const { index, 0: key } of matchesOf(text, form, literals)) {
      yield { start: index, end: index + key.trimEnd().length, kind: KIND };
    }
  }
  for (const { index, 0: key } of matchesOf(text, ENCODED, literals)) {
    const beginning = Buffer.from(key.slice(0, 80), 'base64').toString();
    if (beginning.includes('PRIVATE KEY')) {
      yield { start: index, end: index + key.length, kind: KIND };
    }
  }
}

/** From `BEGIN` to `END`, or as far as what follows looks like a key. */
function* findArmoured(text: string): Iterable<Span> {
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin; begin = BEGIN.exec(text)) {
    const bodyStart = BEGIN.lastIndex;
    END.lastIndex = 0;
    const end = END.exec(text.slice(bodyStart, bodyStart + LONGEST));
    BODY.lastIndex = bodyStart;
    BODY.exec(text);
    const stop = end
      ? bodyStart + end.index + end[0].length
      : Math.max(bodyStart, BODY.lastIndex);
    yield { start: begin.index, end: stop, kind: KIND };
    BEGIN.lastIndex = stop;
  }
}

/** Private keys, with the lines around them or without. */
export const privateKeys: Rules = {
  find: findPrivateKeys,
  literals: [
    'private key',
    ...[...OTHER_FORMS, ENCODED].flatMap(({ hints }) => hints),
  ],
};

import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import { isPlaceholder, isReference, looksChosen } from '../value';

const PASSWORD = String.raw`(?:pas{1,3}w\w{1,4}|passphrase|passcode|pwd|pw|creds|login)`;
const PASSWORD_HINTS = ['pas', 'pwd', 'pw', 'cred', 'login'];
/** `[09:13] jon: `, `jon> ` */
const SPEAKER = String.raw`(?:\[[^\]\n]{1,24}\][ \t]*)?(?:[\w.@ -]{1,30}[:>][ \t]*)?`;

const FORMS: Hinted[] = [
  {
    // A question, and a line that is nothing but the answer
    hints: PASSWORD_HINTS,
    pattern: new RegExp(
      String.raw`\b${PASSWORD}\b[^\n?]{0,80}\?[^\n]{0,20}\n+${SPEAKER}(?<told>\S{6,64})[ \t]*(?=\n|$)`,
      'gi',
    ),
  },
  {
    // `the password there is old, it's X now`
    hints: PASSWORD_HINTS,
    pattern: new RegExp(
      String.raw`\b${PASSWORD}\b[^\n]{0,80}[,;.–-][ \t]*(?:and |but |so )?(?:it['’]?s|it is|it was|new one is|new one['’]?s|use|try)[ \t]+(?:now[ \t]+)?["'\x60]?(?<told>[^\s"'\x60]{6,64})`,
      'gi',
    ),
  },
  {
    // `account is locked, reset it to X`
    hints: ['reset', 'set', 'chang'],
    pattern:
      /\b(?:account|lockout|locked|login|user|credentials?|password|pas{1,2}w\w{1,4}|pw)\b[\s\S]{0,160}?\b(?:re)?(?:set|changed)[ \t]+(?:it|this|that|them|hers|his|theirs)[ \t]+(?:back[ \t]+)?to[ \t]+["'`]?(?<told>[^\s"'`]{6,64})/gi,
  },
  {
    // `log in as X with 'Y'`
    hints: ['log', 'sign', 'connect'],
    pattern:
      /\b(?:log(?:ged|ging)?[ -]?(?:in|on)|sign(?:ed)?[ -]?in|connect)[ \t]+(?:as|with|using)[ \t]+[\w.@\\-]{2,64}[ \t]+(?:with|using|and|plus)[ \t]+["'`](?<told>[^\s"'`]{6,64})["'`]/gi,
  },
];

/** Groups of four letters and digits that are announced as the seed of an authenticator. */
const SEED: Hinted = {
  hints: ['setup key', 'manual key', 'totp', 'authenticator', 'mfa', '2fa'],
  pattern:
    /\b(?:setup key|manual key|totp|authenticator|mfa|2fa)\b[^\n]{0,80}?(?<![a-z0-9])(?<told>(?:[a-z2-7]{4}[ -]){3,15}[a-z2-7]{4})(?![a-z0-9])/gi,
};

function* findTold(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span> {
  for (const form of FORMS) {
    for (const match of matchesOf(text, form, literals)) {
      const told = match.groups!.told.replace(/[.,;:)]+$/, '');
      if (!isPassword(told)) continue;
      const start = match.index + match[0].lastIndexOf(match.groups!.told);
      yield { start, end: start + told.length, kind: 'password' };
    }
  }
  for (const match of matchesOf(text, SEED, literals)) {
    const { told } = match.groups!;
    if (!/\d/.test(told)) continue;
    const start = match.index + match[0].lastIndexOf(told);
    yield { start, end: start + told.length, kind: 'one-time password seed' };
  }
}

/** Nothing but the shape tells it from a word here, so that a name with a number is none. */
function isPassword(told: string): boolean {
  return (
    looksChosen(told) &&
    /[\d!#$%&*?^]/.test(told) &&
    /[a-z]/i.test(told) &&
    !isPlaceholder(told) &&
    !isReference(told) &&
    !/[/:()[\]]|^[A-Z]+-?\d+$|^[0-9a-f]{7,64}$|^[a-z]+(?:-[a-z0-9]+)+$|\?$/.test(
      told,
    )
  );
}

/** Passwords that are told apart from their name: in the answer, or as `it`. */
export const conversations: Rules = {
  find: findTold,
  literals: [...FORMS, SEED].flatMap(({ hints }) => hints),
};

import { readName } from '../names';
import type { Kind } from '../kinds';
import { readValue, type Value } from '../readValue';
import { matchesOf, type Hinted, type Rules, type Span } from '../Span';
import {
  isMeasure,
  isPlaceholder,
  isReference,
  looksChosen,
  looksGenerated,
} from '../value';
import { ORDINARY_WORDS } from '../words';

const NOUN: Hinted = {
  hints: [
    'pass',
    'pwd',
    'pw',
    'mdp',
    'kennwort',
    'contrase',
    'senha',
    'wachtwoord',
    'creds',
    'pin',
    'secret',
    'seed',
    'key',
    'token',
  ],
  pattern:
    /(?<![\w-])(?:(?:pass(?:word|wd|phrase|code)|pas{1,3}w(?:o|or|r|ro|rod|ort|od|rd)d?|passowrd|psswo?rd|pwd|pw|mdp|pass|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|creds|pin|secret|seed)|(?:(?:api|access|secret|private|auth|signing|licen[cs]e|encryption|integration|master|account|bearer|personal access|bot|deploy|session|refresh|deploy)[ -])?(?:key|token|secret))(?![\w-])/gi,
};
/** Whose keys are secret, even when they are just called keys. */
const VENDORS =
  /\b(?:datadog|pagerduty|stripe|openai|anthropic|twilio|sendgrid|mailgun|grafana|sentry|new ?relic|opsgenie|cloudflare|fastly|aws|gcp|azure|github|gitlab|slack|vault|algolia|segment|splunk|elastic|snyk|heroku|okta|auth0)\b/i;
const SPACE = /[ \t]{1,4}/y;
/** From the noun to its value, within a sentence. */
const CONNECTION =
  /["'`*)]{0,2}(?<between>(?:[ \t]+(?!(?:is|was|are|isn't|wasn't|not)\b)[\w'’"@./()#-]{1,40}){0,8}?)(?:[ \t]*,)?(?:[ \t]+|(?=['’]s[ \t]))(?<verb>['’]s|(?:is|was|are|lautet|ist|est|es|é|=)(?:[ \t]+(?:now|still|currently|just|simply|literally|actually|probably|again|jetzt|nun|noch|wieder|aktuell|désormais|maintenant|toujours|ahora))?(?:[ \t]+(?:set to|called|changed to))?|(?:(?:has|have|had) been |was |is |got |been |is being )?(?:changed|set|reset|rotated|updated|switched|bumped) (?:back )?to|should be|will be|to be|to|as|with|becomes)(?:[ \t]*:)?[ \t]+/iy;
/** After a colon or a dash that closes a few words: `pw for staging - X`. */
const AFTER_WORDS =
  /(?:[ \t]+[\w'’"@./()#-]{1,40}){1,8}?[ \t]*(?::|->|→|=>|=|[ \t][-–—])[ \t\n]{1,4}/y;
/** What belongs to a secret, and is none. */
const OF_SOMETHING_ELSE =
  /^[ _-](?:ids?|names?|types?|counts?|lengths?|versions?|hash(?:es)?|arns?|urls?|endpoints?|fingerprints?|polic(?:y|ies)|managers?|prefix|alias|usage|quota|limits?|rotation|expiry|expiration|age|rules?|fields?|vault|store|errors?|request|response|service|server|bucket|holder|owner)\b/i;
/** Words of a statement about a password. */
const STATEMENT =
  /\b(?:must|is|are|was|required|invalid|cannot|failed|expected|incorrect|missing|wrong|been|not|user|authentication)\b/i;
/** A password is given anew. */
const CHANGE =
  /(?:set|changed|reset|rotated|updated|switched|bumped)\b|^(?:to|as|with)$/;
const WEAK_ENDING =
  /(?:ed|ing|ly|able|ible|ful|less|ive|ous|ory|ion|ment|ness)$/;

/** A noun that may announce a secret. */
type Noun = {
  kind: Kind;
  isPassword: boolean;
  /** Whether a vendor is named nearby, so that a mere key is its key. */
  isVendors: boolean;
  end: number;
};

function* findInProse(
  text: string,
  literals: ReadonlySet<string>,
): Iterable<Span | undefined> {
  for (const { 0: word, index } of matchesOf(text, NOUN, literals)) {
    yield undefined;
    const noun = readNoun(text, word, index);
    if (!noun || OF_SOMETHING_ELSE.test(text.slice(noun.end, noun.end + 16))) {
      continue;
    }
    const value =
      connectedTo(text, noun) ?? nextTo(text, noun) ?? afterWordsOf(text, noun);
    if (value) yield { start: value.start, end: value.end, kind: noun.kind };
  }
}

function readNoun(text: string, word: string, index: number): Noun | undefined {
  const end = index + word.length;
  if (/^(?:pas|ps|pw|mdp|mot|contra|senha|kenn|wacht|creds|pin)/i.test(word)) {
    return {
      kind: passwordKindOf(word),
      isPassword: true,
      isVendors: false,
      end,
    };
  }
  const before = text.slice(Math.max(0, index - 30), index).toLowerCase();
  const named = readName(
    before.split(/\s+/).slice(-3).join(' ') + word.toLowerCase(),
  );
  const isVendors = VENDORS.test(text.slice(Math.max(0, index - 60), end + 60));
  if (!named && !isVendors) return undefined;
  return { kind: named?.kind ?? 'API key', isPassword: false, isVendors, end };
}

function passwordKindOf(word: string): Kind {
  if (/^pin/i.test(word)) return 'PIN';
  return /code$/i.test(word) ? 'passcode' : 'password';
}

/** `the password for staging is X`. */
function connectedTo(text: string, noun: Noun): Value | undefined {
  CONNECTION.lastIndex = noun.end;
  const connection = CONNECTION.exec(text);
  const value = connection && readValue(text, CONNECTION.lastIndex);
  if (!value) return undefined;
  const { between = '', verb = '' } = connection.groups ?? {};
  const link = {
    verb,
    isDirect:
      /^(?:['’]s|is|was|=|lautet|ist|est|es|é|should be|will be)/i.test(verb) &&
      between.length < 40,
  };
  if (isPlaceholder(value.text) || isReference(value.text)) return undefined;
  if (isMeasure(value.text)) return undefined;
  const isSecret = noun.isPassword
    ? isPasswordTold(text, value, link)
    : isTokenTold(value, noun, link);
  return isSecret ? value : undefined;
}

type Link = { verb: string; isDirect: boolean };

function isTokenTold(
  { text, isQuoted }: Value,
  { kind }: Noun,
  { verb, isDirect }: Link,
): boolean {
  if (/\s/.test(text) || ORDINARY_WORDS.has(text.toLowerCase())) return false;
  if (!isDirect && !/to$/.test(verb)) {
    return (
      text.length >= 20 &&
      looksGenerated(text) &&
      !/^[0-9a-f-]{36,64}$|[/:]/.test(text)
    );
  }
  const isMixed = looksChosen(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return (
    (kind === 'secret' && isDirect && isMixed) ||
    (looksGenerated(text) && !/^[\w.]+[-_][a-z][\w.-]*$/.test(text)) ||
    (isQuoted && text.length >= 8 && looksChosen(text))
  );
}

function isPasswordTold(
  text: string,
  value: Value,
  { verb, isDirect }: Link,
): boolean {
  const { text: told, isQuoted } = value;
  if (/\s/.test(told)) {
    return isQuoted && isDirect && told.length < 60 && !STATEMENT.test(told);
  }
  if (ORDINARY_WORDS.has(told.toLowerCase().replace(/[?!.]+$/, '')))
    return false;
  if (isQuoted) {
    const isSet = /(?:set|changed|reset|to|as)\b/.test(verb);
    return (
      isDirect ||
      looksChosen(told) ||
      (isSet && told.length >= 4 && !/^[a-z]+(?:[-_/.][a-z]+)+$/.test(told))
    );
  }
  if (/^\d+$/.test(told)) return isDirect && told.length >= 4;
  if (looksChosen(told)) {
    return (
      isDirect ||
      (CHANGE.test(verb) &&
        /\d|[!#$%&*?]/.test(told) &&
        !/^[A-Z]+-?\d+$|^[0-9a-f]{7,40}$/.test(told))
    );
  }
  // One plain word that ends the sentence
  const rest = text.slice(value.end, value.end + 3);
  return (
    isDirect &&
    /^(?:$|[.!?;)]?(?:\s*$|\s*\n|\s+[A-Z(]))/.test(rest) &&
    told.length >= 4 &&
    /^[\p{L}\d-]+$/u.test(told) &&
    !WEAK_ENDING.test(told)
  );
}

/** `datadog key X`. */
function nextTo(text: string, noun: Noun): Value | undefined {
  SPACE.lastIndex = noun.end;
  if (!noun.isVendors || !SPACE.test(text)) return undefined;
  const value = readValue(text, SPACE.lastIndex);
  return value &&
    value.text.length >= 20 &&
    looksGenerated(value.text) &&
    !isReference(value.text)
    ? value
    : undefined;
}

/** `pw for staging - X`. */
function afterWordsOf(text: string, noun: Noun): Value | undefined {
  AFTER_WORDS.lastIndex = noun.end;
  const value = AFTER_WORDS.test(text)
    ? readValue(text, AFTER_WORDS.lastIndex)
    : undefined;
  if (!value || /\s/.test(value.text)) return undefined;
  if (isPlaceholder(value.text) || isReference(value.text)) return undefined;
  return isToldAfterWords(value.text, noun) ? value : undefined;
}

function isToldAfterWords(told: string, { kind, isPassword }: Noun): boolean {
  if (kind === 'PIN') return /^\d{4,8}$/.test(told);
  if (!isPassword) {
    return looksGenerated(told) && !/^[0-9a-f-]{36,40}$|[/:]/.test(told);
  }
  return looksChosen(told) && !/^[A-Z]+-\d+$|^[0-9a-f]{7,40}$|^\d+$/.test(told);
}

/** Secrets that people tell one another in sentences. */
export const prose: Rules = { find: findInProse, literals: NOUN.hints };

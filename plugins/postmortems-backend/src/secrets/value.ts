import { MARKER, MARKER_START } from './Span';

/** Stands for a value that is not there: a variable, a mask, a gap to fill in. */
const PLACEHOLDER =
  /^(?:$|[*•·.xX#?_-]{3,}$|\*+|<[^>]{0,100}>?$|\[[^\]]{0,60}\]?$|\$\{|\$\(|\$\[|\$[A-Za-z_][\w.:>-]*\$?$|\{\{|\{[\w.:$ -]{0,60}\}?$|%[\w(][\w)]{0,40}%?s?$|@[A-Za-z_]\w*@?$|#\{|~$|!(?:vault|secret|env|ref)\b|ENC\[|AQICA|op:\/\/|vault:|ref\+|arn:aws:|secretref:|kms:|ssm:|awssm:|projects\/[^/]+\/secrets\/|@Microsoft\.KeyVault|-{2,}|_{2,})/;
const PLACEHOLDER_WORD =
  /^(?:(?:nu?ll?|nil|none|undefined|true|false|yes|no|empty|unset|default|auto|n\/a|na|tbd|todo|redacted|removed|masked|hidden|censored|filtered|sanitized|omitted|elided|suppressed|protected|encrypted|secret|string|str|text|bytes?|int|integer|number|boolean|bool|object|array|list|map|any|void|optional|required|value|placeholder|example|foo|bar|baz|password|passwort|kennwort|contraseña|senha|wachtwoord|mot de passe|passwd|pass|pwd|token|apikey|api[_-]key|username|user|string\[\]|unknown|invalid|enabled|disabled|on|off|set|absent|present|missing)|(?:your|my|the|some|an?|enter|insert|put|change|replace|add|use|get|paste|fill)[-_ ](?!pass)[\w -]{0,40}|\w{0,20}[-_](?:goes[-_])?here|(?:\(|<)?(?:redacted|hidden|masked|removed|secret|sensitive)(?: \w+)?(?:\)|>)?)[!?;]?$/i;
/** An expression in code that reads the value from elsewhere. */
const EXPRESSION =
  /^(?:[a-z_$][\w$]*(?:\.[a-z_$][\w$]*)*(?:\(|\[["'\d])|(?:process|os|env|config|settings|self|this|req|request|res|ctx|context|args|opts|options|props|params|data|body|input|user|app|secrets|vars?|local|module|input|inputs|credentials|cfg|conf|spec|values|state|session|event|headers|System|Environment|ENV|Deno|import)\b\??[.[](?=[A-Za-z_"'])|new |await |async |function\b|lambda\b|getenv|func\(|\(\)|=>|&[a-z]+[.(]|[a-z]+(?:\.[a-z]+)+$)/i;
/** Names of things that are kept elsewhere. */
const URN = /^(?:urn|ari|arn|spiffe|did|cid|sha\d{1,3}):/i;
const UNIT =
  /^[-+]?\d{1,9}(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|min|mins|sec|secs|minutes?|hours?|days?|weeks?|%|k|kb|mb|gb|ki|mi|gi|kib|mib|gib|b|x|st|nd|rd|th|rpm|rps|qps|chars?|bytes)$/i;
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]|$)|^\d{1,2}:\d\d(?::\d\d)?/;
const VERSION = /^v?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const PATH =
  /^(?:~|\.{1,2})?(?:\/[\w.@${}*-]+){1,30}\/?$|^[A-Za-z]:\\|^\.{1,2}\//;
/** Where something is kept: `kv/data/prod/orders`. */
const STORE_PATH = /^[a-z]+(?:-[a-z]+)*(?:\/[a-z]+(?:-[a-z]+)*){2,}$/;
/** What stands between two strings of code, when the first one's end was taken for a start. */
const BETWEEN_STRINGS = /^[,)\]}:+][^\w]|^\)?\s*[;\n]/;
const KEBAB = /^[a-z][a-z0-9]*(?:[-_./][a-z0-9]+)*$/;

/** Whether a secret was removed from it before. */
function holdsMarker(text: string): boolean {
  return text.includes(MARKER_START) && text.search(MARKER) !== -1;
}

/** Whether a value only stands for one that is kept elsewhere. */
export function isPlaceholder(value: string): boolean {
  const text = value.length > 200 ? value.slice(0, 200) : value;
  return (
    PLACEHOLDER.test(text) ||
    PLACEHOLDER_WORD.test(text) ||
    holdsMarker(text) ||
    /^change[-_ ]?(?:me|it)\b|EXAMPLE(?:KEY)?$|\[removed\]|\[[A-Za-z]-[A-Za-z]|\\[wdsS][+*{]|\(\?[:!=]/.test(
      text,
    ) ||
    /^(.)\1{3,}$/.test(text)
  );
}

/** Whether a value is only masked or left out; `password` itself is one. */
export function isGap(value: string): boolean {
  return (
    PLACEHOLDER.test(value) ||
    holdsMarker(value) ||
    /\[removed\]|redacted|^(.)\1{3,}$|^pass(?:word)?_?(?:here|goes)/i.test(
      value,
    )
  );
}

/** Whether a value is read from elsewhere in code, or refers to a file. */
export function isReference(value: string): boolean {
  return (
    EXPRESSION.test(value) ||
    PATH.test(value) ||
    STORE_PATH.test(value) ||
    BETWEEN_STRINGS.test(value) ||
    URN.test(value)
  );
}

/** `dark`, `pt-BR`, `1`: nobody is let in by so little. */
export function isPreference(cookie: string): boolean {
  return /^[A-Za-z]{0,7}(?:[-_][A-Za-z]{2,4})?$|^\d{1,3}$/.test(cookie.trim());
}

/** Whether a value is a time, a number with its unit, a version or an address. */
export function isMeasure(value: string): boolean {
  return (
    UNIT.test(value) ||
    TIME.test(value) ||
    VERSION.test(value) ||
    /^https?:\/\//i.test(value) ||
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(value)
  );
}

/**
 * Whether a value looks made up by a machine or chosen as a password: letters
 * with digits or symbols inside, not a name with dashes.
 */
export function looksChosen(value: string): boolean {
  if (value.length < 6 || isMeasure(value)) return false;
  if (/^\d+$/.test(value)) return value.length >= 6;
  if (!/[a-z]/i.test(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasSymbol =
    /[^\w\s.,:;/()[\]'"-]/.test(value.slice(1, -1)) || /[!#$%^*?]$/.test(value);
  const hasInnerCapital = /[a-z][A-Z]/.test(value);
  if (KEBAB.test(value)) return hasDigit && !/[-_./]/.test(value);
  return hasDigit || hasSymbol || (hasInnerCapital && value.length >= 16);
}

/** As {@link looksChosen}, and long enough for a token. */
export function looksGenerated(value: string): boolean {
  if (value.length < 12) return false;
  if (UUID.test(value)) return true;
  if (!/^[\w.~+/=:-]+$/.test(value) || isMeasure(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  if (digits < 2 || !/[a-z]/i.test(value))
    return (
      value.length >= 32 &&
      /[a-z]/.test(value) &&
      /[A-Z]/.test(value) &&
      !/[-_./]/.test(value)
    );
  const words = value.split(/[-_./:]/);
  // Names: several words, digits at the ends of words
  const named =
    words.length > 2 && words.every(word => /^[a-zA-Z]*\d{0,5}$/.test(word));
  return !named;
}

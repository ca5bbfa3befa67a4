import type { Span } from '../Span';
import { isPlaceholder, isPreference, isReference } from '../value';

/** The end of a header's value, or of the string or line that it stands in. */
const HEADER_VALUE = /[^\n\r"'`]{1,4096}?(?=\\+[nr"']|["'`\n\r]|$)/y;
const SINGLE_TOKEN_SCHEME =
  /^(?:bearer|basic|token|apikey|api-key|api-token|geniekey|splunk|ssws|bot|jwt|key|negotiate|ntlm|oauth|sso-key|glean|discord|private-token)[ \t]+/i;
const OTHER_SCHEME =
  /^(?:digest|aws4-hmac-sha256|hawk|mac|hmac|signature|sharedkey|oauth)[ \t]+/i;

/** The secret part of a header's value, which follows its name and separator. */
export function findHeader(
  text: string,
  valueStart: number,
  name: string,
): Span | undefined {
  const lower = name.toLowerCase();
  const isCookie = /^(?:set-)?cookie2?$/.test(lower);
  const isAuthorization =
    /^(?:proxy-)?authorization$/.test(lower) || lower === 'auth';
  if (!isCookie && !isAuthorization) return undefined;
  let start = valueStart;
  while (/["'`\\[ ]/.test(text[start] ?? '')) start += 1;
  HEADER_VALUE.lastIndex = start;
  const value = HEADER_VALUE.exec(text)?.[0];
  if (!value || isPlaceholder(value)) return undefined;
  if (isCookie) {
    if (!/^[^\s=;]{1,100}=/.test(value)) return undefined;
    // `Set-Cookie` has attributes after its only pair
    const cookies = lower.startsWith('set') ? value.split(';', 1)[0] : value;
    const [, given = ''] = /=(.*)$/.exec(cookies) ?? [];
    if (isPlaceholder(given.trim()) || isPreference(given)) return undefined;
    return { start, end: start + cookies.trimEnd().length, kind: 'cookie' };
  }
  const single = SINGLE_TOKEN_SCHEME.exec(value);
  const other = single ? null : OTHER_SCHEME.exec(value);
  if (!single && !other) return undefined;
  const from = (single ?? other)![0].length;
  const rest = value.slice(from);
  const length = single ? rest.search(/[\s,;)}\]]|$/) : rest.trimEnd().length;
  const credentials = rest.slice(0, length);
  if (isPlaceholder(credentials) || credentials.length < 4) return undefined;
  if (isReference(credentials) && !/\d/.test(credentials)) return undefined;
  return {
    start: start + from,
    end: start + from + length,
    kind: 'credentials',
  };
}

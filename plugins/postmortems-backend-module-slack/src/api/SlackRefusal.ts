const TOKEN_ERRORS = new Set([
  'account_inactive',
  'ekm_access_denied',
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
]);

/** Slack understood a call, and said no. */
export class SlackRefusal extends Error {
  readonly name = 'SlackRefusal';
  /** Slack's own word, e.g. `not_in_channel`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** Nothing can be read with this token. */
  get isOfToken(): boolean {
    return TOKEN_ERRORS.has(this.code);
  }
}

/** Slack's words are short, and never a page of a proxy. */
const CODE = /^[a-z][a-z0-9_]{0,60}$/;

export function refusalMessage(options: {
  where: string;
  path: string;
  method: string;
  data: { error: string; needed?: unknown };
}): string {
  const { where, path, method, data } = options;
  const { error, needed } = data;
  if (!CODE.test(error)) {
    return `${where} answered ${method} with something else than data, such as the page of a proxy`;
  }
  if (TOKEN_ERRORS.has(error)) {
    return `${where} refuses ${path}.token (${error}): install the app again, and configure its new bot token`;
  }
  if (error === 'missing_scope') {
    const scope = typeof needed === 'string' ? ` ${needed}` : '';
    return `The Slack app lacks the scope${scope} for ${method}: add it, and install the app again`;
  }
  return `${where} answered ${method} with ${error}`;
}

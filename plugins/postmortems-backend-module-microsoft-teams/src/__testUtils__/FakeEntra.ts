import type { Answer } from './graphAnswers';

export const TENANT = '2432b57b-0abd-43db-aa7b-16eadd115d34';
export const CLIENT = 'ddb80e06-92f3-4978-bc22-a0eee85e6a9e';

/**
 * The client credentials flow of
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export class FakeEntra {
  secret = 's3cret';
  scope = 'https://graph.microsoft.com/.default';
  /** How often a token was given out. */
  given = 0;
  #valid = new Set<string>();

  /** Every token until now is refused. */
  revokeTokens(): void {
    this.#valid.clear();
  }

  accepts(token: string): boolean {
    return this.#valid.has(token);
  }

  answer(method: string, path: string, body: string, url: string): Answer {
    const root = `${url}/${TENANT}`;
    if (path === `/${TENANT}/v2.0/.well-known/openid-configuration`) {
      return {
        status: 200,
        body: {
          token_endpoint: `${root}/oauth2/v2.0/token`,
          authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
          issuer: `${root}/v2.0`,
          jwks_uri: `${root}/discovery/v2.0/keys`,
        },
      };
    }
    if (method !== 'POST' || path !== `/${TENANT}/oauth2/v2.0/token`) {
      return failure(400, 'invalid_request', 'AADSTS90002: Tenant not found.');
    }
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials') {
      return failure(
        400,
        'unsupported_grant_type',
        'AADSTS70003: The app requested an unsupported grant type.',
      );
    }
    if (!form.get('scope')?.split(' ').includes(this.scope)) {
      return failure(
        400,
        'invalid_scope',
        'AADSTS70011: The provided value for the scope is not valid.',
      );
    }
    if (form.get('client_id') !== CLIENT) {
      return failure(
        400,
        'unauthorized_client',
        'AADSTS700016: Application was not found in the directory.',
      );
    }
    if (form.get('client_secret') !== this.secret) {
      return failure(
        401,
        'invalid_client',
        'AADSTS7000215: Invalid client secret provided.',
      );
    }
    this.given += 1;
    const token = `token-${this.given}`;
    this.#valid.add(token);
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3599,
        ext_expires_in: 3599,
        access_token: token,
      },
    };
  }
}

function failure(status: number, error: string, description: string): Answer {
  return {
    status,
    body: { error, error_description: description, error_codes: [] },
  };
}

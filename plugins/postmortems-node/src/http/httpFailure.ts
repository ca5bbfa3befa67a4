import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { cutText } from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';
import type { HttpAnswer } from './HttpCalls';

const texts = z
  .array(z.unknown())
  .transform(all => all.filter(one => typeof one === 'string'))
  .catch([]);

/** Of Prometheus, of Grafana and many others, of PagerDuty, and Datadog's two. */
const reasonSchemas = [
  z
    .looseObject({ errorType: z.string(), error: z.string() })
    .transform(({ errorType, error }) => ` ${errorType}: ${error}`),
  z
    .looseObject({ message: z.string().min(1) })
    .transform(({ message }) => `: ${message}`),
  z
    .looseObject({
      error: z.looseObject({ message: z.string().min(1), errors: texts }),
    })
    .transform(
      ({ error }) => `: ${[error.message, ...error.errors].join('; ')}`,
    ),
  z
    .looseObject({
      errors: z
        .array(
          z.union([
            z.string(),
            z
              .looseObject({ detail: z.string() })
              .transform(({ detail }) => detail),
          ]),
        )
        .min(1),
    })
    .transform(({ errors }) => `: ${errors.join('; ')}`),
];
/** A line of text, such as Loki answers with. */
const PLAIN_REASON = /^[^<{[\r\n][^\r\n]*$/;

const MAX_REASON = 300;

/**
 * What an answer that is not 2xx means, in words for reviewers of postmortems.
 *
 * @param options - `where` is what readers call the server; `keys` are those of the
 * configuration that the address and the secret come from
 * @returns an error of `@backstage/errors`
 * @public
 */
export function httpFailure(
  answer: HttpAnswer,
  options: {
    where: string;
    keys?: { address: string; secret: string; isSecretSet: boolean };
  },
): Error {
  const { status, text, waitMs } = answer;
  const { where, keys } = options;
  if (status === 429) {
    const seconds = Math.ceil((waitMs ?? 0) / 1000);
    return new ServiceUnavailableError(
      `${where} allows no more calls now${
        seconds ? `; it will in ${seconds} s` : ''
      } (429${reasonIn(text)})`,
    );
  }
  const reason = reasonIn(text);
  const message = `${where} answered ${status}${reason}`;
  const hinted = (hint: string) => `${message}${reason ? ';' : ':'} ${hint}`;
  if (status >= 500) return new ServiceUnavailableError(message);
  if (status === 404) return new NotFoundError(message);
  if (status === 401) {
    return new AuthenticationError(
      keys
        ? hinted(
            keys.isSecretSet
              ? `it refuses ${keys.secret}, which is wrong, has expired or was revoked`
              : `it wants to know who asks; set ${keys.secret}`,
          )
        : message,
    );
  }
  if (status === 403) {
    return new NotAllowedError(
      keys ? hinted(`who ${keys.secret} is of may not read this`) : message,
    );
  }
  return new InputError(
    status < 400
      ? hinted(
          `redirects are not followed, such as to a sign-in page; correct ${
            keys?.address ?? 'its address in the configuration'
          }`,
        )
      : message,
  );
}

/** What the server says went wrong, if that can be read. */
function reasonIn(text: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Not JSON
  }
  const reason =
    reasonSchemas
      .map(schema => schema.safeParse(json).data)
      .find(found => found !== undefined) ??
    (PLAIN_REASON.test(text.trim()) ? `: ${text.trim()}` : '');
  return cutText(reason, MAX_REASON);
}

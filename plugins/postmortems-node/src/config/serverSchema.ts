import { z } from 'zod';

/**
 * A secret of the configuration. Files that hold one often end with a line feed, so what
 * is around it is cut.
 *
 * @public
 */
export const secretSchema = z.string().trim().min(1, 'must not be empty');

/** The credentials of HTTP Basic. @public */
export const basicAuthSchema = z.strictObject({
  username: z.string().min(1, 'must not be empty'),
  password: secretSchema,
});

/**
 * The root address of a server, whose slashes at the end are cut.
 *
 * @param name - of the server, for messages
 * @public
 */
export function rootUrlSchema(name: string): z.ZodURL {
  return z
    .url({
      protocol: /^https?$/,
      error: `must be the http(s) address of ${name}`,
      // What is no address cannot be looked into
      abort: true,
    })
    .refine(value => !/[?#{}]/.test(value) && !new URL(value).username, {
      error:
        'must have no query, fragment, braces or password; secrets have keys of their own',
    })
    .overwrite(value => value.replace(/\/+$/, ''));
}

/**
 * For a part with `token` and `basicAuth`, of which one can be sent:
 * `schema.refine(...oneSecretOnly)`.
 *
 * @public
 */
export const oneSecretOnly: [
  (auth: { token?: string; basicAuth?: object }) => boolean,
  { error: string },
] = [
  auth => !(auth.token && auth.basicAuth),
  {
    error:
      'has both token and basicAuth: keep the one that the other side uses',
  },
];

/** How long one answer of a server may take. @public */
export const timeoutSecondsSchema = z.number().positive().max(120).default(15);

/**
 * How a server is asked that lets in by a token or HTTP Basic, or without: what
 * {@link JsonServer} needs besides the address.
 *
 * @public
 */
export const serverAccess = {
  auth: z
    .strictObject({
      token: secretSchema.optional(),
      basicAuth: basicAuthSchema.optional(),
    })
    .refine(...oneSecretOnly)
    .optional(),
  timeoutSeconds: timeoutSecondsSchema,
};

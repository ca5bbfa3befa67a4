import { InputError } from '@backstage/errors';
import {
  joinPointer,
  postmortemTemplateSchema,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import { parseDocument } from 'yaml';

/** Largest template, in characters. */
const MAX_LENGTH = 100_000;
/** References to one anchor; more would be there to use up memory. */
const MAX_ALIASES = 50;

/** Throws `InputError` with the source and the field that is wrong. */
export function parseTemplate(
  yaml: string,
  source: string,
): PostmortemTemplate {
  const wrong = (problem: string) =>
    new InputError(`The template at ${source} is wrong: ${problem}`);
  if (yaml.length > MAX_LENGTH) {
    throw wrong(`it is longer than ${MAX_LENGTH} characters`);
  }
  const document = parseDocument(yaml, { uniqueKeys: true });
  if (document.errors.length > 0) throw wrong(document.errors[0].message);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw wrong((error as Error).message);
  }
  const result = postmortemTemplateSchema.safeParse(content);
  if (result.success) return result.data;
  throw wrong(
    result.error.issues
      .map(
        ({ path, message }) =>
          `${joinPointer('', ...path.map(String)) || 'it'} ${message}`,
      )
      .join('; '),
  );
}

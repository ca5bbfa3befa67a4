import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BlamelessContext } from '../../../plugins/postmortems-backend/src/blameless';

const labelledSchema = z.array(
  z.strictObject({
    n: z.number(),
    text: z.string(),
    /** `Full Name <handle, address>`. */
    roster: z.array(z.string()),
    label: z.enum(['blame', 'name', 'innocent']),
    who: z.enum(['roster', 'other']).nullable(),
    class: z.string(),
    /** Whether the sentence was read while the rules were written. */
    part: z.enum(['seen', 'unread']),
  }),
);

/** A sentence with what its author says is in it. */
export type Labelled = z.infer<typeof labelledSchema>[number];

/**
 * Sentences of causes and factors, written and labelled by somebody who had not
 * read the rules.
 */
export function labelledSentences(): Labelled[] {
  return labelledSchema.parse(
    JSON.parse(readFileSync(join(__dirname, 'sentences.json'), 'utf8')),
  );
}

/** The people of an incident as the catalog gives them. */
export function contextOf({ roster }: Labelled): BlamelessContext {
  return {
    systems: [],
    roster: roster.map(person => {
      const [, name, others] = /^(.*?) <(.*)>$/.exec(person)!;
      return {
        identifiers: [name, ...others.split(', ')],
        role: 'a member of the payments team',
      };
    }),
  };
}

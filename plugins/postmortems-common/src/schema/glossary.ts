import { z } from 'zod';
import { entityRefSchema, isoTimeSchema } from './primitives';

/** A name that a postmortem uses, explained for readers who do not know it. @public */
export const glossaryTermSchema = z
  .strictObject({
    kind: z.enum(['service', 'metric']),
    /** As the document has it, or as the catalog presents it. */
    name: z.string(),
    description: z.string().optional(),
    /** Of a service: its entity. */
    entityRef: entityRefSchema.optional(),
    /** Of a service: the group or person that owns it. */
    ownerRef: entityRefSchema.optional(),
    /** Where the explanation is from. No code checks it. */
    source: z.enum(['catalog', 'evidence']),
    /** When the catalog said so, while it does not answer. */
    asOf: isoTimeSchema.optional(),
  })
  .meta({ id: 'GlossaryTerm' });

/** See {@link glossaryTermSchema}. @public */
export type GlossaryTerm = z.infer<typeof glossaryTermSchema>;

/** Answer of `GET /postmortems/:id/glossary`. @public */
export const glossarySchema = z
  .strictObject({ terms: z.array(glossaryTermSchema) })
  .meta({ id: 'Glossary' });

/** See {@link glossarySchema}. @public */
export type Glossary = z.infer<typeof glossarySchema>;

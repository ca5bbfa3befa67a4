import { z } from 'zod';
import { assertionSchema } from './assertion';
import { evidenceSpanSchema } from './claim';
import { sectionIdSchema } from './template';

/** Something that can be said of a piece of evidence: a sentence, what it asserts, and the places that show it. @public */
export const evidenceStatementSchema = z
  .strictObject({
    text: z.string(),
    assertions: z.array(assertionSchema).min(1).max(20),
    spans: z.array(evidenceSpanSchema).max(50),
  })
  .meta({ id: 'EvidenceStatement' });

/** See {@link evidenceStatementSchema}. @public */
export type EvidenceStatement = z.infer<typeof evidenceStatementSchema>;

/** Query of `GET /incidents/:key/evidence/:evidenceId/statements`. @public */
export const listStatementsQuerySchema = z.strictObject({
  /** Where they are to be inserted; a summary may be for another audience. */
  section: sectionIdSchema.optional(),
  /** Verbatim part of a message, log line or event that the statements shall quote. */
  quote: z.string().trim().min(1).max(4000).optional(),
});

/** See {@link listStatementsQuerySchema}. @public */
export type ListStatementsQuery = z.output<typeof listStatementsQuerySchema>;

/** Response of `GET /incidents/:key/evidence/:evidenceId/statements`. @public */
export const listStatementsResponseSchema = z
  .strictObject({ statements: z.array(evidenceStatementSchema) })
  .meta({ id: 'ListStatementsResponse' });

/** See {@link listStatementsResponseSchema}. @public */
export type ListStatementsResponse = z.infer<
  typeof listStatementsResponseSchema
>;

import { z } from 'zod';
import { claimKindSchema, verdictSchema } from './claim';
import { sourceTypeSchema } from './evidence';

/** A node of the provenance graph; ids are unique within one graph. @public */
export const provenanceNodeSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('claim'),
      id: z.string(),
      label: z.string(),
      kind: claimKindSchema,
      verdict: verdictSchema,
    }),
    z.strictObject({
      type: z.literal('span'),
      id: z.string(),
      label: z.string(),
      pointer: z.string(),
    }),
    z.strictObject({
      type: z.literal('evidence'),
      id: z.string(),
      label: z.string(),
      sourceType: z.union([sourceTypeSchema, z.literal('record')]),
      timestamp: z.string().optional(),
    }),
    z.strictObject({
      type: z.literal('step'),
      id: z.string(),
      label: z.string(),
      outcome: z.enum(['validated', 'refuted']),
    }),
    z.strictObject({
      type: z.literal('hypothesis'),
      id: z.string(),
      label: z.string(),
      outcome: z.enum(['root_cause', 'contributing_factor', 'refuted']),
    }),
  ])
  .meta({ id: 'ProvenanceNode' });

/** See {@link provenanceNodeSchema}. @public */
export type ProvenanceNode = z.infer<typeof provenanceNodeSchema>;

/**
 * An edge of the provenance graph.
 *
 * `cites`: claim to span; `quotes`: span to evidence; `examined`: step to
 * evidence; `recorded_as`: step to the evidence node that stores it;
 * `followed_by`: step to step; `supports` and `refutes`: step or evidence to
 * hypothesis; `states`: claim to hypothesis.
 *
 * @public
 */
export const provenanceEdgeSchema = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    type: z.enum([
      'cites',
      'quotes',
      'examined',
      'recorded_as',
      'followed_by',
      'supports',
      'refutes',
      'states',
    ]),
  })
  .meta({ id: 'ProvenanceEdge' });

/** See {@link provenanceEdgeSchema}. @public */
export type ProvenanceEdge = z.infer<typeof provenanceEdgeSchema>;

/** Claims, spans, evidence, steps and hypotheses, and the edges between them. @public */
export const provenanceGraphSchema = z
  .strictObject({
    postmortemId: z.string(),
    revision: z.int(),
    nodes: z.array(provenanceNodeSchema),
    edges: z.array(provenanceEdgeSchema),
  })
  .meta({ id: 'ProvenanceGraph' });

/** See {@link provenanceGraphSchema}. @public */
export type ProvenanceGraph = z.infer<typeof provenanceGraphSchema>;

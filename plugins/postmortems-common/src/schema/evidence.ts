import { z } from 'zod';
import {
  entityRefSchema,
  externalIdSchema,
  isoTimeSchema,
  jsonObjectSchema,
  MAX_EVIDENCE_BATCH,
  pastTimeSchema,
  providerSchema,
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  sha256Schema,
  webUrlSchema,
} from './primitives';

/** Kind of system that evidence comes from. @public */
export const sourceTypeSchema = z.enum([
  'chat',
  'telemetry',
  'agent_trace',
  'deployment',
]);

/** See {@link sourceTypeSchema}. @public */
export type SourceType = z.infer<typeof sourceTypeSchema>;

/** Which part of the system a fact is about. @public */
export const evidenceMetadataSchema = z.strictObject({
  /** Entity ref, or the name that the source uses. */
  service: z.string().min(1).max(256),
  region: z.string().max(100).default(''),
  /** Ties nodes of one request, thread, alert group or rollout together. */
  correlationId: z.string().max(256).default(''),
});

const submittedFields = {
  sourceType: sourceTypeSchema,
  timestamp: pastTimeSchema,
  payload: jsonObjectSchema,
  /** 0 to 1: how much the source trusts the fact. */
  confidence: z.number().min(0).max(1).default(1),
  metadata: evidenceMetadataSchema,
  /** The system that delivered it, e.g. `slack`, `prometheus`. */
  provider: providerSchema.default('api'),
  /** Web address of the original. */
  sourceUrl: webUrlSchema.optional(),
  /**
   * When the source captured it; the time of arrival if absent. Not part of the
   * content hash.
   */
  capturedAt: pastTimeSchema.optional(),
  /** When the source deletes the original. Not part of the content hash. */
  expiresAt: isoTimeSchema.optional(),
  /** The source had cut the payload before it was sent. */
  truncated: z.boolean().optional(),
};

/**
 * One captured fact as a caller sends it. Without an `id`, its id is its
 * content hash.
 *
 * @public
 */
export const submitEvidenceNodeSchema = z
  .strictObject({
    id: externalIdSchema
      .refine(id => id !== RECORD_EVIDENCE_ID && id !== SEAL_EVIDENCE_ID, {
        error: 'is reserved',
      })
      .optional(),
    ...submittedFields,
  })
  .meta({ id: 'SubmitEvidenceNode' });

/** See {@link submitEvidenceNodeSchema}. @public */
export type SubmitEvidenceNode = z.input<typeof submitEvidenceNodeSchema>;

/** A submitted node with its defaults applied. @public */
export type ParsedEvidenceNode = z.output<typeof submitEvidenceNodeSchema>;

/**
 * Body of `POST /incidents/:key/evidence`. Nodes are parsed one by one, so that
 * an invalid one does not fail the batch.
 *
 * @public
 */
export const submitEvidenceSchema = z
  .strictObject({
    nodes: z.array(z.unknown()).min(1).max(MAX_EVIDENCE_BATCH),
  })
  .meta({ id: 'SubmitEvidence' });

/** A secret that was removed before a fact was stored. @public */
export const removedSecretSchema = z
  .strictObject({
    /** What it was, e.g. `GitHub token`. */
    kind: z.string(),
    /** Where its marker stands in the node, e.g. `/payload/text` (RFC 6901). */
    pointer: z.string(),
  })
  .meta({ id: 'RemovedSecret' });

/** See {@link removedSecretSchema}. @public */
export type RemovedSecret = z.infer<typeof removedSecretSchema>;

/** One captured fact as it is stored. @public */
export const evidenceNodeSchema = z
  .strictObject({
    id: z.string(),
    sourceType: sourceTypeSchema,
    timestamp: isoTimeSchema,
    payload: jsonObjectSchema,
    confidence: z.number(),
    metadata: z.strictObject({
      service: z.string(),
      region: z.string(),
      correlationId: z.string(),
    }),
    provider: z.string(),
    sourceUrl: webUrlSchema.optional(),
    capturedAt: isoTimeSchema,
    expiresAt: isoTimeSchema.optional(),
    /**
     * Over id, sourceType, timestamp, payload, confidence, metadata, provider,
     * sourceUrl and truncated (RFC 8785 JSON).
     */
    contentHash: sha256Schema,
    /**
     * The payload has been cut: by the source, or because it, a name or a label in it
     * was too long.
     */
    truncated: z.boolean(),
    /** Size of the payload as it was sent, in bytes of UTF-8 JSON. */
    originalBytes: z.int(),
    /**
     * Secrets that were removed before it was stored, by the markers in their
     * place. Absent when there are none.
     */
    removedSecrets: z.array(removedSecretSchema).optional(),
    /**
     * JSON pointers into the node of what was cut, or had no valid text, when it
     * arrived; at most 20. Not part of the content hash.
     */
    alteredFields: z.array(z.string()).optional(),
  })
  .meta({ id: 'EvidenceNode' });

/** See {@link evidenceNodeSchema}. @public */
export type EvidenceNode = z.infer<typeof evidenceNodeSchema>;

/**
 * Body of `POST /incidents/:key/notes`: what a person saw, kept as evidence with
 * their name.
 *
 * @public
 */
export const addNoteSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(4000),
    /** When they saw it; now if absent. */
    at: pastTimeSchema.optional(),
    /** Entity ref of the service that it is about; the first affected one if absent. */
    service: entityRefSchema.optional(),
  })
  .meta({ id: 'AddNote' });

/** See {@link addNoteSchema}. @public */
export type AddNote = z.input<typeof addNoteSchema>;

/** What became of one submitted node. @public */
export const evidenceOutcomeSchema = z
  .discriminatedUnion('status', [
    z.strictObject({
      index: z.int(),
      status: z.enum(['created', 'duplicate']),
      id: z.string(),
      contentHash: sha256Schema,
      truncated: z.boolean(),
    }),
    z.strictObject({
      index: z.int(),
      status: z.literal('rejected'),
      id: z.string().optional(),
      /** Each with the path of the field inside the node. */
      errors: z.array(
        z.strictObject({ path: z.string(), message: z.string() }),
      ),
    }),
  ])
  .meta({ id: 'EvidenceOutcome' });

/** See {@link evidenceOutcomeSchema}. @public */
export type EvidenceOutcome = z.infer<typeof evidenceOutcomeSchema>;

/** What a seal covers: counts of the evidence, and what depends on what. @public */
export const sealManifestSchema = z
  .strictObject({
    nodes: z.int(),
    bySourceType: z.record(sourceTypeSchema, z.int()),
    /** By the `kind` that the payload names, e.g. `alert`, `metric`. */
    byKind: z.record(z.string(), z.int()),
    /** By `metadata.service`. */
    byService: z.record(z.string(), z.int()),
    truncated: z.int(),
    /**
     * By entity ref of a service, the refs that it depends on directly by the
     * catalog: of the affected services and of all that they depend on. Absent in
     * seals from before these were sealed.
     */
    dependencies: z.record(z.string(), z.array(z.string())).optional(),
    /** Earliest and latest timestamp; absent when there is no evidence. */
    from: isoTimeSchema.optional(),
    to: isoTimeSchema.optional(),
  })
  .meta({ id: 'SealManifest' });

/** See {@link sealManifestSchema}. @public */
export type SealManifest = z.infer<typeof sealManifestSchema>;

/**
 * Hash over all evidence of an incident at a moment. `root` is the SHA-256 of
 * all content hashes in ascending order, each followed by a newline, so that
 * anyone with the exported evidence can compute it again.
 *
 * @public
 */
export const evidenceSealSchema = z
  .strictObject({
    id: z.string(),
    incidentKey: z.string(),
    /**
     * `sha256-merkle`: the root of the Merkle tree of RFC 6962 over the content
     * hashes in ascending order; `sha256`, of earlier seals: the hash of their
     * list, with a newline after each.
     */
    algorithm: z.enum(['sha256', 'sha256-merkle']),
    root: sha256Schema,
    manifest: sealManifestSchema,
    /** The incident at the time of the seal, which claims cite as `incident-record`. */
    incident: jsonObjectSchema,
    /**
     * SHA-256 of the incident record and the manifest (RFC 8785 JSON of
     * `{incident, manifest}`).
     */
    recordHash: sha256Schema,
    sealedAt: isoTimeSchema,
    /**
     * Present when the evidence was changed since by one of the few operations
     * that may: the seal no longer fits it, and another one does.
     */
    superseded: z
      .strictObject({
        /** Id of the seal that fits. */
        by: z.string(),
        at: isoTimeSchema,
        /** Such as `a secret was removed`. */
        reason: z.string(),
      })
      .optional(),
  })
  .meta({ id: 'EvidenceSeal' });

/** See {@link evidenceSealSchema}. @public */
export type EvidenceSeal = z.infer<typeof evidenceSealSchema>;

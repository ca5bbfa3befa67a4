import { z } from 'zod';
import { pastTimeSchema } from './primitives';

/** Answer of `GET /upload-formats`: files that sources can read. @public */
export const listUploadFormatsResponseSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        /** As in `POST /incidents/:key/uploads/:format`. */
        format: z.string(),
        /** For people. */
        title: z.string(),
        /** Id of the source that reads it. */
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'ListUploadFormatsResponse' });

/** See {@link listUploadFormatsResponseSchema}. @public */
export type ListUploadFormatsResponse = z.infer<
  typeof listUploadFormatsResponseSchema
>;

/** Query of `POST /incidents/:key/uploads/:format`. @public */
export const uploadQuerySchema = z.strictObject({
  /** As it was called where it comes from; some say there when they began. */
  fileName: z.string().max(500).optional(),
  /** When a recording began, for files that count their times from there. */
  startedAt: pastTimeSchema.optional(),
});

/** See {@link uploadQuerySchema}. @public */
export type UploadQuery = z.infer<typeof uploadQuerySchema>;

const countedSchema = z.strictObject({ reason: z.string(), count: z.int() });

/** What became of the evidence in an uploaded file, counted. @public */
export const uploadResponseSchema = z
  .strictObject({
    created: z.int(),
    /** The incident had them already. */
    duplicate: z.int(),
    /** Before or after the incident, and therefore not taken. */
    outsideWindow: z.int(),
    /** Not stored, by why; the most frequent first. */
    rejected: z.array(countedSchema),
    /** What in the file is no evidence, by why. */
    skipped: z.array(countedSchema),
    /** Investigations in the file; absent when it has none. */
    traces: z
      .strictObject({
        created: z.int(),
        /** The incident had them already. */
        duplicate: z.int(),
      })
      .optional(),
    /** Why the incident was made private. */
    restricted: z.string().optional(),
  })
  .meta({ id: 'UploadResponse' });

/** See {@link uploadResponseSchema}. @public */
export type UploadResponse = z.infer<typeof uploadResponseSchema>;

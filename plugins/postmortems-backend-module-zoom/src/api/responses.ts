import { z } from 'zod';

// By Zoom's description of its API (https://developers.zoom.us/docs/api/meetings/)

const optionalText = z.string().min(1).optional().catch(undefined);
const time = z.iso
  .datetime({ offset: true })
  .transform(text => new Date(text))
  .optional()
  .catch(undefined);

/** Of several that are listed, an odd one is left out. */
function listOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform(found =>
    found.flatMap(one => {
      const parsed = item.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

export const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive().catch(3600),
});

const fileSchema = z.looseObject({
  id: optionalText,
  file_type: optionalText,
  download_url: optionalText,
  recording_start: time,
  recording_end: time,
  play_url: optionalText,
});

export const recordingSchema = z.looseObject({
  uuid: z.string().min(1).max(200),
  topic: z.string().catch(''),
  start_time: time,
  /** Minutes. */
  duration: z.number().min(0).catch(0),
  share_url: optionalText,
  auto_delete: z.boolean().optional().catch(undefined),
  auto_delete_date: optionalText,
  recording_files: listOf(fileSchema).catch([]),
});
/** A meeting that was recorded, or an occurrence of one. */
export type ZoomRecording = z.output<typeof recordingSchema>;
/** One of the files of a recording. Whoever stops and begins again makes new ones. */
export type ZoomFile = z.output<typeof fileSchema>;

export const recordingsPageSchema = z.looseObject({
  meetings: listOf(recordingSchema),
  next_page_token: z.string().optional().catch(undefined),
});

/** What is missing is not set; what is odd counts as closed. */
export const sharingSchema = z.looseObject({
  share_recording: z.string().optional().catch(undefined),
  password: z.string().nullish().catch('unknown'),
  on_demand: z.boolean().optional().catch(true),
});

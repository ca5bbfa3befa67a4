import { z } from 'zod';

export const optionalText = z.string().optional().catch(undefined);

/** A page of anything; items are read one by one, so that an odd one costs no page. */
export const pageSchema = z
  .looseObject({
    value: z.array(z.unknown()),
    '@odata.nextLink': optionalText,
  })
  .transform(({ value, '@odata.nextLink': next }) => ({ value, next }));

const channelSchema = z
  .looseObject({
    id: z.string().regex(/^\w[\w:@.=+-]{0,99}$/),
    displayName: optionalText,
    createdDateTime: optionalText,
    /** `standard`, `private` or `shared`. */
    membershipType: optionalText,
    isArchived: z.boolean().default(false).catch(false),
  })
  .transform(channel => ({
    id: channel.id,
    name: channel.displayName?.trim() || undefined,
    createdAt: Date.parse(channel.createdDateTime ?? '') || 0,
    // What is not known to be open to the whole team is not
    isPrivate: channel.membershipType !== 'standard',
    isArchived: channel.isArchived,
  }));

export type TeamsChannel = z.output<typeof channelSchema> & { teamId: string };

export function readChannels(
  values: readonly unknown[],
  teamId: string,
): TeamsChannel[] {
  return values.flatMap(value => {
    const { data } = channelSchema.safeParse(value);
    return data ? [{ ...data, teamId }] : [];
  });
}

export const userSchema = z.looseObject({
  displayName: optionalText,
  mail: optionalText,
});

export const meetingSchema = z.looseObject({
  subject: optionalText,
  joinWebUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .catch(undefined),
});

const time = z.iso.datetime({ offset: true }).transform(text => new Date(text));

const transcriptSchema = z.looseObject({
  id: z.string().min(1).max(2000),
  meetingId: z.string().min(1).max(2000),
  createdDateTime: time,
  endDateTime: time.optional().catch(undefined),
});

/** A transcript of a meeting, without what was said. */
export type CallTranscript = z.output<typeof transcriptSchema>;

export function readTranscripts(values: readonly unknown[]): CallTranscript[] {
  return values.flatMap(value => transcriptSchema.safeParse(value).data ?? []);
}

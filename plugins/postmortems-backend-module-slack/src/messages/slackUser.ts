import { z } from 'zod';

const optionalText = z.string().optional().catch(undefined);

/** What is read of an account, as `users.info` and exports have it. */
export const slackUserSchema = z.looseObject({
  name: optionalText,
  real_name: optionalText,
  profile: z
    .looseObject({
      real_name: optionalText,
      display_name: optionalText,
      email: optionalText,
    })
    .optional()
    .catch(undefined),
});

/** How Slack shows the person. */
export function nameOfUser(
  user: z.output<typeof slackUserSchema>,
): string | undefined {
  const { name, real_name: realName, profile } = user;
  return profile?.real_name || realName || profile?.display_name || name;
}

import type {
  Postmortem,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { rootCauseStatusOf } from './rootCauseStatus';

/**
 * The content of a postmortem with other sections. The cause is confirmed or not
 * by what stands in them.
 */
export function contentWith(
  current: PostmortemContent | Postmortem,
  sections: PostmortemContent['sections'],
): PostmortemContent {
  const { title, template, timeZone, modelRun, routing, undeterminedAccepted } =
    current;
  const rootCauseStatus = rootCauseStatusOf(sections);
  return {
    title,
    template,
    ...(timeZone && { timeZone }),
    ...(modelRun && { modelRun }),
    ...(routing && { routing }),
    rootCauseStatus,
    ...(undeterminedAccepted &&
      rootCauseStatus !== 'confirmed' && { undeterminedAccepted }),
    sections,
  };
}

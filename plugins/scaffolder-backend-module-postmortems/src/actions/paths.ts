/**
 * Default path of the postmortems page. A backend cannot know where an app has
 * mounted a page; a template can make its own link from `postmortemId`.
 */
const POSTMORTEMS_PATH = '/postmortems';

/** Path of a postmortem's page in the app. */
export function toPostmortemPath(postmortemId: string): string {
  return `${POSTMORTEMS_PATH}/${postmortemId}`;
}

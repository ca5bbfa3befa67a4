/**
 * Where the postmortems page is: the default path of its extension, and the one that the documentation mounts it at. A backend
 * cannot know where an app has mounted a page; a template of an app that has it elsewhere makes its link of `postmortemId`.
 */
const POSTMORTEMS_PATH = '/postmortems';

/** Path of a postmortem's page in the app. */
export function pathOfPostmortem(postmortemId: string): string {
  return `${POSTMORTEMS_PATH}/${postmortemId}`;
}

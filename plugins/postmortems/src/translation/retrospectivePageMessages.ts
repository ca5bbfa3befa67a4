/** Words of the postmortem page. */
export const retrospectivePageMessages = {};

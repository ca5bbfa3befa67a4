/** Words of the tab, the list page and the start dialog. */
export const listMessages = {};

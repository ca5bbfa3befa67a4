/** Messages of the home page card. */
export const myPostmortemsCardMessages = {
  title: 'My postmortems and action items',
  noItems: 'You and your groups have no open action items.',
  proposals: 'Proposed action items',
  postmortems: 'Postmortems in progress',
  noPostmortems: 'Your services have no postmortems in progress.',
  due: 'Due {{date}}',
  overdue: 'Overdue since {{date}}',
  more: 'Show more',
  moreOf: 'Show more: {{list}}',
} as const;

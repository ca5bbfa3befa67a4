/** Who the audit log says changed something by command. */
export const ACTOR = 'postmortems:command';

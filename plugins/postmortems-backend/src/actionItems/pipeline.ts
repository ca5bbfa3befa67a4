/** `createdBy` of what the pipeline proposes. Everything else there is an actor: a person's entity ref, or a machine's subject. */
export const PIPELINE = 'postmortems';

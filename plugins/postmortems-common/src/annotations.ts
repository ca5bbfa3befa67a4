/**
 * Catalog annotation that names the postmortem template of an entity and of all that belongs to it.
 *
 * @public
 */
export const TEMPLATE_ANNOTATION = 'postmortems.dev/template';

/**
 * Catalog annotation with the name that monitoring uses for an entity when it differs from the entity's own name;
 * several names are separated by commas.
 *
 * @public
 */
export const MONITORING_NAME_ANNOTATION = 'postmortems.dev/monitoring-name';

/** Catalog annotation with the tier of a service, e.g. `1`. @public */
export const TIER_ANNOTATION = 'postmortems.dev/tier';

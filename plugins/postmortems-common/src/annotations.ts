/**
 * Catalog annotation with the postmortem template of an entity and of all that
 * belongs to it.
 *
 * @public
 */
export const TEMPLATE_ANNOTATION = 'postmortems.dev/template';

/**
 * Catalog annotation with the names of an entity in monitoring, separated by
 * commas, where they differ from the entity's name.
 *
 * @public
 */
export const MONITORING_NAME_ANNOTATION = 'postmortems.dev/monitoring-name';

/**
 * Catalog annotation with the IANA time zone of a group or user, e.g.
 * `Europe/Berlin`. Templates whose `timeline.format` is `local` tell times in the
 * zone of the group that owns the primary service, and in UTC without one.
 *
 * @public
 */
export const TIME_ZONE_ANNOTATION = 'postmortems.dev/time-zone';

/** Catalog annotation with the tier of a service, e.g. `1`. @public */
export const TIER_ANNOTATION = 'postmortems.dev/tier';

/**
 * Catalog annotation with refs that an entity had before it was renamed or
 * moved, separated by commas. Lists of its incidents follow them.
 *
 * @public
 */
export const FORMER_REFS_ANNOTATION = 'postmortems.dev/former-refs';

/**
 * PagerDuty's incidents, and its log entries, alerts and notes as evidence. The API
 * is called with `fetch`: `@pagerduty/pdjs` can neither be cancelled nor does it
 * read how long a rate limit lasts, and has had no feature for years.
 *
 * @packageDocumentation
 */
export { postmortemsModulePagerDuty as default } from './module';

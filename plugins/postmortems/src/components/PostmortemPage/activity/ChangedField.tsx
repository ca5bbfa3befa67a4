import {
  entityRefSchema,
  type AuditChange,
  type AuditValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Fragment } from 'react';
import { EntityNameLink } from '../../shared/catalog/EntityNameLink';
import { useTranslation } from '../../shared/translation/useTranslation';
import { fieldName, valueWord } from './activityChanges';

/** Such as “Severity: SEV2 → SEV1”; of text only that it changed. */
export function ChangedField(props: { change: AuditChange }) {
  const { from, to } = props.change;
  const { t } = useTranslation();
  const field = fieldName(props.change.field, t);
  if (typeof from === 'object' || typeof to === 'object') {
    if (from === undefined) return <>{t('page.activity.textSet', { field })}</>;
    return to === undefined ? (
      <>{t('page.activity.textCleared', { field })}</>
    ) : (
      <>{t('page.activity.text', { field })}</>
    );
  }
  return (
    <>
      {field}:{' '}
      {from !== undefined && (
        <>
          <Value field={props.change.field} value={from} />
          {' → '}
        </>
      )}
      {to === undefined ? (
        t('page.activity.nothing')
      ) : (
        <Value field={props.change.field} value={to} />
      )}
    </>
  );
}

/** A value in the words of the page; entities by their names. */
function Value(props: { field: string; value: AuditValue }) {
  const { field, value } = props;
  const { t } = useTranslation();
  const parts = String(value).split(', ');
  if (!parts.every(part => entityRefSchema.safeParse(part).success)) {
    return <>{valueWord(field, String(value), t)}</>;
  }
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && ', '}
          <EntityNameLink value={part} />
        </Fragment>
      ))}
    </>
  );
}

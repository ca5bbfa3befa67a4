import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { TIER_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { FormField } from '../../shared/form/FormField';
import { useWords } from '../../shared/useWords';

const FACET = `metadata.annotations.${TIER_ANNOTATION}`;

/** One of the tiers that services of the catalog have; one that none of them has stays while it is chosen. */
export function TierField(props: {
  value?: string;
  onChange(value: string | undefined): void;
}) {
  const { value, onChange } = props;
  const { t } = useWords();
  const catalog = useApi(catalogApiRef);
  const { value: facets } = useAsync(
    () => catalog.getEntityFacets({ facets: [FACET] }),
    [catalog],
  );
  const known = (facets?.facets[FACET] ?? []).map(one => one.value);
  const tiers = [...new Set([...known, ...(value ? [value] : [])])].sort(
    (a, b) => a.localeCompare(b, undefined, { numeric: true }),
  );
  return (
    <FormField
      id="filter-tier"
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={t('common.names.tier')}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">{t('common.all')}</option>
      {tiers.map(tier => (
        <option key={tier} value={tier}>
          {tier}
        </option>
      ))}
    </FormField>
  );
}

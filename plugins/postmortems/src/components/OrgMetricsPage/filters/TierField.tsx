import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { TIER_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { SelectField } from '../../shared/form/SelectField';
import { useTranslation } from '../../shared/translation/useTranslation';

const FACET = `metadata.annotations.${TIER_ANNOTATION}`;

/** A tier of the catalog. A selected tier stays, even if no entity has it. */
export function TierField(props: {
  value?: string;
  onChange(value: string | undefined): void;
}) {
  const { value = '', onChange } = props;
  const { t } = useTranslation();
  const catalog = useApi(catalogApiRef);
  const { value: facets } = useAsync(
    () => catalog.getEntityFacets({ facets: [FACET] }),
    [catalog],
  );
  const known = (facets?.facets[FACET] ?? []).map(facet => facet.value);
  const tiers = [...new Set([...known, ...(value ? [value] : [])])].sort(
    (a, b) => a.localeCompare(b, undefined, { numeric: true }),
  );
  return (
    <SelectField
      id="filter-tier"
      label={t('common.names.tier')}
      value={value}
      options={[
        { value: '', label: t('common.all') },
        ...tiers.map(tier => ({ value: tier, label: tier })),
      ]}
      onChange={tier => onChange(tier || undefined)}
    />
  );
}

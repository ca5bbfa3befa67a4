import { CatalogField, useKindSearch } from '../../shared/catalog';
import { useTranslation } from '../../shared/translation/useTranslation';

/** A filter by an entity of one kind. */
export function EntityField(props: {
  id: string;
  label: string;
  /** In lower case. */
  kind: string;
  /** Full entity ref. */
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const { kind, ...field } = props;
  const { t } = useTranslation();
  const search = useKindSearch(kind);
  return (
    <CatalogField {...field} placeholder={t('common.all')} search={search} />
  );
}

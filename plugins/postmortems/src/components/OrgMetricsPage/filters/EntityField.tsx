import { CatalogField, useKindSearch } from '../../shared/catalog';
import { useWords } from '../../shared/useWords';

/** One entity of a kind; none for all. */
export function EntityField(props: {
  id: string;
  label: string;
  /** Kind in lower case. */
  kind: string;
  /** Full entity ref. */
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const { kind, ...field } = props;
  const { t } = useWords();
  const search = useKindSearch(kind);
  return (
    <CatalogField {...field} placeholder={t('common.all')} search={search} />
  );
}

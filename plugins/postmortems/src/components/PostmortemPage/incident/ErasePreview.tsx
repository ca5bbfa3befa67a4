import type { ErasurePreview } from '@postmortems/backstage-plugin-postmortems-common';
import { Note } from '../../shared/layout/Note';
import { useTranslation } from '../../shared/translation/useTranslation';

/** Elements of a list that are shown. */
const MAX_SHOWN = 20;

/** What an erasure would change and what it would leave, before it does. */
export function ErasePreview(props: { preview: ErasurePreview }) {
  const { counts, incidents, names, keptIds, skipped } = props.preview;
  const { t } = useTranslation();
  const rows = rowsOf(props.preview);
  const keys = incidents.map(({ key }) => key);
  const lists = [
    ['page.erase.found', names],
    ['page.erase.incidents', keys],
    ['page.erase.keptIds', keptIds],
    ['page.erase.skipped', skipped],
  ] as const;
  return (
    <Note tone={rows === 0 ? 'info' : 'warning'}>
      {rows === 0
        ? t('page.erase.nothing')
        : t('page.erase.counts', {
            rows: `${rows}`,
            incidents: `${incidents.length}`,
            evidence: `${counts.evidence ?? 0}`,
          })}
      {lists.map(
        ([label, items]) =>
          items.length > 0 && (
            <div key={label}>
              <strong>{t(label)}</strong> {items.slice(0, MAX_SHOWN).join(', ')}
              {items.length > MAX_SHOWN &&
                ` ${t('page.erase.more', {
                  others: `${items.length - MAX_SHOWN}`,
                })}`}
            </div>
          ),
      )}
    </Note>
  );
}

export function rowsOf({ counts }: ErasurePreview): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

import { useApi } from '@backstage/core-plugin-api';
import type { EvidenceArchive } from '@postmortems/backstage-plugin-postmortems-common';
import useAsync from 'react-use/esm/useAsync';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { describeError } from '../../shared/errors/describeError';
import { UtcTime } from '../../shared/format/UtcTime';
import { useTranslation } from '../../shared/translation/useTranslation';
import { DescriptionList } from '../../shared/layout/DescriptionList';
import { usePostmortemContext } from '../state/postmortemContext';

/** Whether the evidence is archived, what is missing, and what sources forget when. */
export function ArchiveDetails() {
  const api = useApi(postmortemsApiRef);
  const { t } = useTranslation();
  const { incident } = usePostmortemContext();
  const { key } = incident;
  const { value, error } = useAsync(
    () => api.getEvidenceArchive(key),
    [api, key],
  );
  if (error) return <>{describeError(error).message}</>;
  if (!value) return null;
  return (
    <>
      <ArchiveState archive={value} />
      <DescriptionList
        entries={[
          ...value.failures.map(
            ({ source, message, until }): [string, JSX.Element] => [
              t('page.archive.missing', { source }),
              <Missing key={source} message={message} until={until} />,
            ],
          ),
          ...value.forgetting.map(
            ({ provider, from }): [string, JSX.Element] => [
              t('page.archive.forgets', { provider }),
              <UtcTime key={provider} at={from} />,
            ],
          ),
        ]}
      />
    </>
  );
}

function Missing({ message, until }: { message: string; until?: string }) {
  const { t } = useTranslation();
  if (!until) return <>{message}</>;
  const isGone = Date.parse(until) < Date.now();
  return (
    <>
      {message}
      {' · '}
      {t(isGone ? 'page.archive.gone' : 'page.archive.until')}{' '}
      <UtcTime at={until} />
    </>
  );
}

function ArchiveState({ archive }: { archive: EvidenceArchive }) {
  const { t } = useTranslation();
  const { state, archivedAt, deadline, failures } = archive;
  const shown =
    state === 'collecting' && failures.length === 0 ? 'early' : state;
  return (
    <>
      {t(`page.archive.states.${shown}`)}
      {state !== 'open' && archivedAt && (
        <>
          {' '}
          <UtcTime at={archivedAt} />
        </>
      )}
      {deadline && (
        <>
          {' · '}
          {t('page.archive.askedUntil')} <UtcTime at={deadline} />
        </>
      )}
    </>
  );
}

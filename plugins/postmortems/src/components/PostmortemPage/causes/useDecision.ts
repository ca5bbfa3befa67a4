import { useApi } from '@backstage/core-plugin-api';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { hasStatus } from '../../shared/errors/describeError';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/**
 * Writes a decision about the cause. When somebody else was first, the page gets
 * their version, and the reader decides again.
 */
export function useDecision() {
  const api = useApi(postmortemsApiRef);
  const { t } = useTranslation();
  const { postmortem, onWritten } = usePostmortemContext();
  return async (write: () => Promise<Postmortem>) => {
    try {
      onWritten(await write());
    } catch (failure) {
      const newest =
        hasStatus(failure, 409) &&
        (await api.getPostmortem(postmortem.id).catch(() => undefined));
      if (!newest) throw failure;
      onWritten(newest);
      throw new Error(t('page.cause.conflict'));
    }
  };
}

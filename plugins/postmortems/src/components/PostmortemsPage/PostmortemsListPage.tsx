import { Content, Header, Page } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import {
  ReviewStatus,
  reviewStatusSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { useCallback, useState } from 'react';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { useCursorPages } from '../useCursorPages';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import { AllRetrospectives } from './AllRetrospectives';

const PER_PAGE = 50;
const ALL = 'all';

/** All postmortems that the reader may read, newest first. */
export function PostmortemsListPage() {
  const { t } = useWords();
  const api = useApi(postmortemsApiRef);
  const [status, setStatus] = useState<ReviewStatus>();
  const pages = useCursorPages(
    useCallback(
      (cursor: string | undefined, signal: AbortSignal) =>
        api.listRetrospectives({ status, cursor, limit: PER_PAGE }, { signal }),
      [api, status],
    ),
  );
  return (
    <Page themeId="tool">
      <Header title={t('list.pageTitle')} subtitle={t('list.pageSubtitle')} />
      <Content>
        <Box mb={2} width={240}>
          <FormField
            id="review-status"
            select
            SelectProps={{ native: true }}
            label={t('list.filter.status')}
            value={status ?? ALL}
            onChange={({ target: { value } }) =>
              setStatus(
                value === ALL ? undefined : reviewStatusSchema.parse(value),
              )
            }
          >
            <option value={ALL}>{t('list.filter.all')}</option>
            {reviewStatusSchema.options.map(option => (
              <option key={option} value={option}>
                {t(`list.status.${option}`)}
              </option>
            ))}
          </FormField>
        </Box>
        <AllRetrospectives
          pages={pages}
          filtered={status !== undefined}
          onShowAll={() => setStatus(undefined)}
        />
      </Content>
    </Page>
  );
}

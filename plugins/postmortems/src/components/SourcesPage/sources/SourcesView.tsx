import { EmptyState, Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import type { ListSourcesResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef } from 'react';
import type { AsyncStateRetry } from 'react-use/esm/useAsyncRetry';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { LoadError } from '../../shared/errors/LoadError';
import { Row } from '../../shared/layout/Row';
import { useTranslation } from '../../shared/translation/useTranslation';
import { SourceCard } from './SourceCard';

/** Each source with how it is doing. */
export function SourcesView(props: {
  sources: AsyncStateRetry<ListSourcesResponse>;
}) {
  const { value, loading, error, retry } = props.sources;
  const { t } = useTranslation();
  // What is known stays while it is read again
  const last = useRef<ListSourcesResponse>();
  if (value) last.current = value;
  const known = last.current;
  if (error && !known) return <LoadError error={error} onRetry={retry} />;
  if (!known) return <Progress />;
  if (known.items.length === 0) {
    return (
      <EmptyState
        missing="content"
        title={t('sources.none')}
        description={t('sources.noneText')}
      />
    );
  }
  return (
    <>
      <Row justifyContent="flex-end" mb={1}>
        <Button
          variant="outlined"
          size="small"
          aria-disabled={loading}
          onClick={() => !loading && retry()}
        >
          {loading ? t('common.loading') : t('sources.refresh')}
        </Button>
      </Row>
      <ErrorAlert title={t('sources.notRefreshed')} error={error} />
      {known.items.map(source => (
        <SourceCard key={source.id} source={source} onChanged={retry} />
      ))}
    </>
  );
}

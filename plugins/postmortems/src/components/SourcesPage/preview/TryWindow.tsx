import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { SourcePreview } from '@postmortems/backstage-plugin-postmortems-common';
import { useState, type FormEvent } from 'react';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { useAsyncAction } from '../../shared/async/useAsyncAction';
import { CatalogField } from '../../shared/catalog';
import { useKindSearch } from '../../shared/catalog/useKindSearch';
import { ErrorAlert } from '../../shared/errors/ErrorAlert';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { TimeField } from '../../shared/form/TimeField';
import { toInstant, toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { PreviewResult } from './PreviewResult';

const FIELDS = ['service', 'from', 'to'] as const;
const HOUR_MS = 60 * 60 * 1000;

const useStyles = makeStyles((theme: Theme) => ({
  form: { marginTop: theme.spacing(2) },
  fields: {
    display: 'grid',
    gap: theme.spacing(0, 2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    alignItems: 'start',
    marginBottom: theme.spacing(1),
  },
}));

/** Asks a source what it would bring of a past window. */
export function TryWindow(props: { source: string }) {
  const { source } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const search = useKindSearch('component');
  const { run, running, error } = useAsyncAction();
  const [preview, setPreview] = useState<SourcePreview>();
  const form = useForm(() => ({
    service: undefined as string | undefined,
    from: timeFieldOf(Date.now() - 2 * HOUR_MS),
    to: timeFieldOf(Date.now()),
  }));
  const { service, from, to } = form.values;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await run(async () => {
      form.setErrors({});
      setPreview(undefined);
      if (!service) return;
      try {
        setPreview(
          await api.previewSource(source, {
            service,
            from: toInstant(from),
            to: toInstant(to),
          }),
        );
      } catch (failure) {
        const { messages, rest } = toFieldErrors(failure, path =>
          FIELDS.find(field => path === `/${field}`),
        );
        form.setErrors(messages);
        if (rest !== undefined) throw rest;
      }
    });
  };
  return (
    <form
      className={classes.form}
      aria-label={t('sources.preview.form', { source })}
      onSubmit={submit}
      noValidate
    >
      <Typography variant="body2">{t('sources.preview.explain')}</Typography>
      <div className={classes.fields}>
        <CatalogField
          id={`preview-service-${source}`}
          label={t('sources.preview.service')}
          required
          search={search}
          {...form.bind('service')}
        />
        <TimeField
          id={`preview-from-${source}`}
          label={t('sources.preview.from')}
          required
          stored={false}
          {...form.bind('from')}
        />
        <TimeField
          id={`preview-to-${source}`}
          label={t('sources.preview.to')}
          required
          stored={false}
          {...form.bind('to')}
        />
      </div>
      <Button
        type="submit"
        size="small"
        color="primary"
        variant="contained"
        disabled={!service || !from || !to}
        aria-disabled={running}
      >
        {t('sources.preview.run')}
      </Button>
      <div role="status">
        {running && (
          <Typography variant="body2">
            {t('sources.preview.running')}
          </Typography>
        )}
        <ErrorAlert title={t('sources.preview.failed')} error={error} />
        {preview && <PreviewResult preview={preview} />}
      </div>
    </form>
  );
}

/** To the minute. */
function timeFieldOf(ms: number): string {
  return toTimeField(new Date(Math.floor(ms / 60_000) * 60_000).toISOString());
}

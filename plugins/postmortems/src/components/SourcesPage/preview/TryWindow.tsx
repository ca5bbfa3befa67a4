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
import { describeError } from '../../shared/errors/describeError';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { FormField } from '../../shared/form/FormField';
import { TimeField } from '../../shared/form/TimeField';
import { toInstant, toTimeField } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { PreviewResult } from './PreviewResult';
import { useNamedIncident } from './useNamedIncident';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * 60 * 1000;
const FIELDS = ['incident', 'service', 'from', 'to'] as const;
/** Longest window that the API takes, in milliseconds. */
const MAX_WINDOW_MS = 7 * 24 * HOUR_MS;

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
    incident: '',
    service: undefined as string | undefined,
    from: timeFieldOf(Date.now() - 2 * HOUR_MS),
    to: timeFieldOf(Date.now()),
  }));
  const { service, from, to } = form.values;
  // Channels are written with a hash
  const incident = form.values.incident.trim().replace(/^#/, '');
  const named = useNamedIncident(incident, found => {
    const begin = Date.parse(found.startedAt);
    const end = found.resolvedAt ? Date.parse(found.resolvedAt) : Date.now();
    form.change({
      service: found.services[0],
      // Not shown, as the evidence of an incident has a window of its own
      from: timeFieldOf(begin),
      // The minute in which it ended as well
      to: timeFieldOf(
        Math.min(end + MINUTE_MS, Date.now(), begin + MAX_WINDOW_MS),
      ),
    });
  });
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
            ...(incident && { incident }),
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
        <FormField
          id={`preview-incident-${source}`}
          label={t('sources.preview.key')}
          help={
            named.incident
              ? t('sources.preview.keyFound', { title: named.incident.title })
              : t('sources.preview.keyHelp')
          }
          {...form.bind('incident')}
          errorMessage={
            form.errors.incident ??
            (named.error === undefined
              ? undefined
              : describeError(named.error).message)
          }
        />
        <CatalogField
          id={`preview-service-${source}`}
          label={t('sources.preview.service')}
          required
          search={search}
          {...form.bind('service')}
        />
        {!named.incident && (
          <>
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
          </>
        )}
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
  return toTimeField(
    new Date(Math.floor(ms / MINUTE_MS) * MINUTE_MS).toISOString(),
  );
}

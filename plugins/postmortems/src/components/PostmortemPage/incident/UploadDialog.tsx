import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import DialogContentText from '@material-ui/core/DialogContentText';
import type { UploadResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { useRef, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { LoadError } from '../../shared/errors/LoadError';
import { toFieldErrors } from '../../shared/errors/fieldErrors';
import { focusOnMount } from '../../shared/form/focusOnMount';
import { FormDialog } from '../../shared/form/FormDialog';
import { FormField } from '../../shared/form/FormField';
import { SelectField } from '../../shared/form/SelectField';
import { TimeField } from '../../shared/form/TimeField';
import { toInstant } from '../../shared/form/timeField';
import { useForm } from '../../shared/form/useForm';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';
import { UploadResult } from './UploadResult';

/** Adds the evidence in a file, and tells what became of it. */
export function UploadDialog(props: {
  /** @param added - whether the incident has more evidence now */
  onClose(added: boolean): void;
}) {
  const [result, setResult] = useState<UploadResponse>();
  return result ? (
    <UploadResult
      result={result}
      onClose={() =>
        props.onClose(result.created > 0 || (result.traces?.created ?? 0) > 0)
      }
    />
  ) : (
    <UploadForm onUploaded={setResult} onClose={() => props.onClose(false)} />
  );
}

function UploadForm(props: {
  onUploaded(result: UploadResponse): void;
  onClose(): void;
}) {
  const { t } = useTranslation();
  const api = useApi(postmortemsApiRef);
  const { incident } = usePostmortemContext();
  const formats = useAsyncRetry(
    async () => (await api.listUploadFormats()).items,
    [api],
  );
  const files = useRef<HTMLInputElement>(null);
  const form = useForm(() => ({ format: '', file: '', startedAt: '' }));
  const { file, startedAt } = form.values;
  const format = form.values.format || formats.value?.[0]?.format || '';
  const submit = async () => {
    form.setErrors({});
    const chosen = files.current?.files?.[0];
    if (!chosen) return;
    try {
      props.onUploaded(
        await api.uploadEvidence(incident.key, format, chosen, {
          fileName: chosen.name,
          ...(startedAt && { startedAt: toInstant(startedAt) }),
        }),
      );
    } catch (error) {
      const { messages, rest } = toFieldErrors(error, path =>
        path === '/startedAt' ? 'startedAt' : undefined,
      );
      form.setErrors(messages);
      if (rest !== undefined) throw rest;
    }
  };
  return (
    <FormDialog
      id="upload-evidence"
      title={t('page.upload.title')}
      failed={t('page.upload.failed')}
      submit={t('page.upload.submit')}
      submitting={t('page.upload.submitting')}
      incomplete={!format || !file}
      unsaved={form.isDirty}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <DialogContentText variant="body2">
        {t('page.upload.explain')}
      </DialogContentText>
      {formats.loading && <Progress />}
      {formats.error && (
        <LoadError error={formats.error} onRetry={formats.retry} />
      )}
      {formats.value && (
        <>
          <SelectField
            id="upload-format"
            label={t('page.upload.format')}
            required
            inputRef={focusOnMount}
            options={formats.value.map(one => ({
              value: one.format,
              label: one.title,
            }))}
            {...form.bind('format')}
            value={format}
          />
          <FormField
            id="upload-file"
            type="file"
            label={t('page.upload.file')}
            required
            inputRef={files}
            InputLabelProps={{ shrink: true }}
            onChange={path => form.change({ file: path })}
          />
          <TimeField
            id="upload-started-at"
            label={t('page.upload.startedAt')}
            precise
            stored={false}
            help={t('page.upload.startedAtHelp')}
            {...form.bind('startedAt')}
          />
        </>
      )}
    </FormDialog>
  );
}

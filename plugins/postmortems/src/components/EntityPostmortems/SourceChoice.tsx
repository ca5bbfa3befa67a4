import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../useWords';
import type { StartFieldsProps } from './NewIncidentFields';

/** Whether the incident is opened now, or is on record. The first field of the dialog: it takes the focus. */
export function SourceChoice(
  props: Pick<StartFieldsProps, 'form' | 'disabled' | 'onChange'>,
) {
  const { form, disabled, onChange } = props;
  const { t } = useWords();
  const first = useRef<HTMLInputElement>(null);
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  // Not `autoFocus`: a radio button cannot show its focus before it is mounted, and throws
  useEffect(() => {
    if (mounted) first.current?.focus();
  }, [mounted]);
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{t('list.start.source')}</FormLabel>
      <RadioGroup
        name="source"
        value={form.source}
        onChange={(_, value) =>
          onChange({ source: value === 'new' ? 'new' : 'existing' })
        }
      >
        <FormControlLabel
          value="new"
          disabled={disabled}
          control={<Radio color="primary" inputRef={first} />}
          label={t('list.start.newIncident')}
        />
        <FormControlLabel
          value="existing"
          disabled={disabled}
          control={<Radio color="primary" />}
          label={t('list.start.existingIncident')}
        />
      </RadioGroup>
    </FormControl>
  );
}

import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { useMountFocus } from '../shared/form/useMountFocus';
import { useWords } from '../shared/useWords';
import type { StartFieldsProps } from './startForm';

/** Whether the incident is opened now, or is on record. The first field of the dialog: it takes the focus. */
export function SourceChoice(props: Omit<StartFieldsProps, 'problems'>) {
  const { form, onChange } = props;
  const { t } = useWords();
  const first = useMountFocus<HTMLInputElement>();
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{t('common.names.incident')}</FormLabel>
      <RadioGroup
        name="source"
        value={form.source}
        onChange={(_, value) =>
          onChange({ source: value === 'new' ? 'new' : 'existing' })
        }
      >
        <FormControlLabel
          value="new"
          control={<Radio color="primary" inputRef={first} />}
          label={t('tab.start.newIncident')}
        />
        <FormControlLabel
          value="existing"
          control={<Radio color="primary" />}
          label={t('tab.start.existingIncident')}
        />
      </RadioGroup>
    </FormControl>
  );
}

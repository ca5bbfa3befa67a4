import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { useMountFocus } from '../../shared/form/useMountFocus';
import { useTranslation } from '../../shared/translation/useTranslation';
import type { StartForm } from './startForm';

/**
 * Whether to open a new incident or to use a recorded one. Takes the focus of
 * the dialog.
 */
export function SourceChoice(props: {
  value: StartForm['source'];
  onChange(source: StartForm['source']): void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const first = useMountFocus<HTMLInputElement>();
  return (
    <FormControl component="fieldset" margin="dense">
      <FormLabel component="legend">{t('common.names.incident')}</FormLabel>
      <RadioGroup
        name="source"
        value={value}
        onChange={(_, source) =>
          onChange(source === 'new' ? 'new' : 'existing')
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

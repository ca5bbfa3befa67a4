import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import CheckBoxIcon from '@material-ui/icons/CheckBox';
import CheckBoxOutlineBlankIcon from '@material-ui/icons/CheckBoxOutlineBlank';
import {
  severitySchema,
  type Severity,
} from '@postmortems/backstage-plugin-postmortems-common';
import { FormField } from '../../shared/form/FormField';
import { useWords } from '../../shared/useWords';

const useStyles = makeStyles({ box: { minWidth: 32 } });

/** Any number of severities; none for all. */
export function SeverityField(props: {
  value: Severity[];
  onChange(value: Severity[]): void;
}) {
  const { value, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  return (
    <FormField
      id="filter-severity"
      select
      InputLabelProps={{ shrink: true }}
      label={t('common.names.severity')}
      value={value}
      onChange={({ target }) =>
        onChange(severitySchema.array().parse(target.value))
      }
      SelectProps={{
        multiple: true,
        displayEmpty: true,
        // One below the other under the field, instead of over it
        MenuProps: {
          getContentAnchorEl: null,
          anchorOrigin: { vertical: 'bottom', horizontal: 'left' },
        },
        renderValue: () =>
          value.length === 0
            ? t('common.all')
            : value.map(one => t(`common.severity.${one}`)).join(', '),
      }}
    >
      {severitySchema.options.map(one => (
        <MenuItem key={one} value={one} dense>
          <ListItemIcon className={classes.box}>
            {value.includes(one) ? (
              <CheckBoxIcon fontSize="small" />
            ) : (
              <CheckBoxOutlineBlankIcon fontSize="small" />
            )}
          </ListItemIcon>
          <ListItemText primary={t(`common.severity.${one}`)} />
        </MenuItem>
      ))}
    </FormField>
  );
}

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
import { useTranslation } from '../../shared/translation/useTranslation';

const useStyles = makeStyles({ box: { minWidth: 32 } });

/** A filter by severities; empty for all. */
export function SeverityField(props: {
  value: Severity[];
  onChange(value: Severity[]): void;
}) {
  const { value, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  return (
    <FormField
      id="filter-severity"
      select
      InputLabelProps={{ shrink: true }}
      label={t('common.names.severity')}
      value={value}
      SelectProps={{
        onChange: ({ target }) =>
          onChange(severitySchema.array().parse(target.value)),
        multiple: true,
        displayEmpty: true,
        // Opens below the field
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

import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityDisplayName,
} from '@backstage/plugin-catalog-react';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { searchCatalog } from '../../EntityPostmortems/catalogSearch';
import { describeFailure } from '../../failure';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import { useEntityName } from './useEntityName';

/** Pause in typing after which the catalog is asked, in milliseconds. */
const PAUSE_MS = 250;

const useStyles = makeStyles((theme: Theme) => ({
  // As readable as the choices of the other filters
  input: {
    '&::placeholder': { color: theme.palette.text.primary, opacity: 1 },
  },
}));

/** One entity of a kind, found by typing a part of its name. What is chosen stays, whether the catalog knows it or not. */
export function EntityField(props: {
  id: string;
  label: string;
  /** Kind in lower case. */
  kind: string;
  /** Full entity ref. */
  value?: string;
  onChange(value: string | undefined): void;
}) {
  const { id, label, kind, value, onChange } = props;
  const classes = useStyles();
  const { t } = useWords();
  const catalog = useApi(catalogApiRef);
  const name = useEntityName(value);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed ?? ''), PAUSE_MS, [typed]);
  const found = useAsync(async () => {
    if (!open) return undefined;
    const scope = { kind: { $in: [kind] } };
    return { term, ...(await searchCatalog(catalog, scope, term)) };
  }, [catalog, kind, term, open]);
  // What was found for other words must not be chosen in a hurry
  const searching = open && !found.error && found.value?.term !== (typed ?? '');
  const refs = searching
    ? []
    : found.value?.options.map(({ ref }) => ref) ?? [];
  const isKept =
    value && typed === undefined && !searching && !refs.includes(value);
  return (
    <Autocomplete
      id={id}
      classes={{ input: classes.input }}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => {
        setOpen(false);
        setTyped(undefined);
      }}
      options={isKept ? [value, ...refs] : refs}
      // The catalog has filtered them
      filterOptions={options => options}
      getOptionLabel={ref => ref}
      getOptionSelected={(option, chosen) => option === chosen}
      renderOption={ref => <EntityDisplayName entityRef={ref} />}
      value={value ?? null}
      onChange={(_, chosen) => onChange(chosen ?? undefined)}
      inputValue={typed ?? name ?? ''}
      onInputChange={(_, text, reason) => {
        if (reason === 'input') setTyped(text);
      }}
      loading={searching}
      loadingText={t('metrics.filter.searching')}
      noOptionsText={t('metrics.filter.nothing')}
      clearText={t('metrics.filter.clearOne')}
      openText={t('metrics.filter.open')}
      closeText={t('metrics.filter.close')}
      // The role belongs to the input, where its name is
      role="presentation"
      aria-owns={undefined}
      aria-expanded={undefined}
      renderInput={({ inputProps, ...params }) => (
        <FormField
          {...params}
          inputProps={{
            ...inputProps,
            role: 'combobox',
            'aria-expanded': open,
          }}
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
          label={label}
          placeholder={t('metrics.all')}
          helperText={
            found.error &&
            t('metrics.filter.failed', {
              reason: describeFailure(found.error).message,
            })
          }
        />
      )}
    />
  );
}

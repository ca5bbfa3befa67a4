import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { describeFailure } from '../failure';
import { FormField } from '../FormField';
import { useWords } from '../useWords';
import type { CatalogOption, CatalogOptions } from './catalogSearch';

/** Pause in typing after which the catalog is asked. */
const PAUSE_MS = 250;

/** Entities of the catalog, found by typing a part of their name. The catalog is asked once the list is open. */
export function CatalogField(props: {
  id: string;
  label: string;
  required?: boolean;
  disabled: boolean;
  help?: string;
  error?: string;
  /** What the list says when no entity matches. */
  nothing: string;
  value: CatalogOption[];
  /** Has to keep its identity for as long as it searches the same. */
  search(term: string): Promise<CatalogOptions>;
  onChange(value: CatalogOption[]): void;
}) {
  const { error, help, search } = props;
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [term, setTerm] = useState('');
  useDebounce(() => setTerm(typed), PAUSE_MS, [typed]);
  const found = useAsync(
    async () => (open ? { term, ...(await search(term)) } : undefined),
    [search, term, open],
  );
  // What was found for something else is not offered to those who type fast
  const current = found.value?.term === typed ? found.value : undefined;
  const { options = [], more = false } = current ?? {};
  const failure =
    !found.loading && term === typed && found.error
      ? t('list.start.searchFailed', {
          reason: describeFailure(found.error).message,
        })
      : undefined;
  // Nothing to choose, but the end of the list is where one looks for more
  const note = { ref: '', name: t('list.start.searchMore') };

  return (
    <Autocomplete
      id={props.id}
      multiple
      filterSelectedOptions
      disabled={props.disabled}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={more ? [...options, note] : options}
      // The catalog has filtered them
      filterOptions={all => all}
      getOptionDisabled={({ ref }) => ref === note.ref}
      getOptionLabel={({ name }) => name}
      getOptionSelected={(option, chosen) => option.ref === chosen.ref}
      value={props.value}
      onChange={(_, value) => props.onChange(value)}
      inputValue={typed}
      onInputChange={(_, value) => setTyped(value)}
      loading={!current && !failure}
      loadingText={t('list.start.searching')}
      noOptionsText={failure ?? props.nothing}
      clearText={t('list.start.clear')}
      openText={t('list.start.open')}
      closeText={t('list.start.close')}
      renderOption={({ name, ref }) => (
        <div>
          {name}{' '}
          <Typography variant="caption" component="div">
            {ref}
          </Typography>
        </div>
      )}
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
            'aria-required': props.required,
          }}
          InputLabelProps={{
            ...params.InputLabelProps,
            required: props.required,
          }}
          label={props.label}
          error={error !== undefined}
          helperText={error ?? help}
        />
      )}
    />
  );
}

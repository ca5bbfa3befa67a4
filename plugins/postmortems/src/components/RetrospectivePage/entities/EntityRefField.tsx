import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  type AutocompleteRenderInputParams,
} from '@material-ui/lab/Autocomplete';
import { useState, type KeyboardEvent } from 'react';
import { FormField } from '../../FormField';
import { useWords } from '../../useWords';
import {
  useEntityOptions,
  useEntityTitles,
  type EntityOption,
} from './useEntityOptions';

type EntityRefFieldProps = {
  id: string;
  label: string;
  /** Kinds to choose from, in lower case. */
  kinds: readonly string[];
  /** Entity refs; at most one unless `multiple`. */
  value: readonly string[];
  onChange(refs: string[]): void;
  multiple?: boolean;
  required?: boolean;
  disabled?: boolean;
  error?: boolean;
  helperText?: string;
};

/** Entities of the catalog, found by what is typed of their names and shown by what people call them. */
export function EntityRefField(props: EntityRefFieldProps) {
  const { id, label, kinds, value, onChange, multiple = false } = props;
  const { required, disabled, error, helperText } = props;
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const chosen = useEntityTitles(value);
  const { options: found, loading } = useEntityOptions(kinds, typed);
  const isFound = ({ ref }: EntityOption) => found.some(one => one.ref === ref);
  // A form must not be saved without the name that somebody is still looking for
  const holdEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && typed.trim() !== '') {
      event.preventDefault();
    }
  };
  const shared = {
    id,
    // The library marks up the field by an older pattern, which screen readers no longer know: the text field is the combobox
    role: undefined,
    'aria-expanded': undefined,
    'aria-owns': undefined,
    disabled,
    // What is chosen has to be among the options, and is offered where it matches. None are offered before they are those of what
    // was typed: the library would go on pointing at a place in the list before
    options: [...chosen.filter(one => !isFound(one)), ...found],
    filterOptions: (all: EntityOption[]) => {
      if (loading) return [];
      return all.filter(one =>
        multiple ? !value.includes(one.ref) : !typed || isFound(one),
      );
    },
    loading,
    autoHighlight: true,
    getOptionLabel: ({ title }: EntityOption) => title,
    getOptionSelected: (a: EntityOption, b: EntityOption) => a.ref === b.ref,
    renderOption: ({ ref, title }: EntityOption) => (
      <span>
        {title}{' '}
        <Typography variant="caption" component="span">
          {ref}
        </Typography>
      </span>
    ),
    noOptionsText: t('page.entities.none'),
    loadingText: t('page.entities.loading'),
    clearText: t('page.entities.clear'),
    openText: t('page.entities.open'),
    closeText: t('page.entities.close'),
    onInputChange: (_: unknown, text: string, reason: string) =>
      setTyped(reason === 'input' ? text : ''),
  };
  const input = (params: AutocompleteRenderInputParams) => (
    <FormField
      {...params}
      inputProps={{
        ...params.inputProps,
        role: 'combobox',
        'aria-expanded':
          'aria-controls' in params.inputProps &&
          params.inputProps['aria-controls'] !== null,
      }}
      label={label}
      required={required}
      error={error}
      helperText={helperText}
      onKeyDown={holdEnter}
    />
  );
  return multiple ? (
    <Autocomplete
      {...shared}
      multiple
      value={chosen}
      onChange={(_, picked) => onChange(picked.map(({ ref }) => ref))}
      renderInput={input}
    />
  ) : (
    <Autocomplete
      {...shared}
      value={chosen[0] ?? null}
      onChange={(_, picked) => onChange(picked ? [picked.ref] : [])}
      renderInput={input}
    />
  );
}

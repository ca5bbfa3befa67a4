import Popper, { type PopperProps } from '@material-ui/core/Popper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  type AutocompleteRenderInputParams,
} from '@material-ui/lab/Autocomplete';
import { useRef, useState, type KeyboardEvent } from 'react';
import { describeError } from '../errors/describeError';
import { type FieldProps, FormField } from '../form/FormField';
import { useTranslation } from '../translation/useTranslation';
import type { CatalogOption, CatalogSearch } from './catalogSearch';
import { useCatalogSearch } from './useCatalogSearch';
import { useEntityNames } from './useEntityNames';

const useStyles = makeStyles((theme: Theme) => ({
  // As much contrast as a value has
  input: {
    '&::placeholder': { color: theme.palette.text.primary, opacity: 1 },
  },
}));

/** The disabled last option of a truncated list. */
const MORE = '';

type CatalogFieldProps = FieldProps & {
  /** Shown if no entity matches. */
  emptyMessage?: string;
  /** Shown while nothing is selected. */
  placeholder?: string;
  search: CatalogSearch;
};

/**
 * Selects entities of the catalog by a part of their names. Values are full
 * entity refs, and stay selected even if the catalog does not have them.
 */
export function CatalogField(
  props: CatalogFieldProps &
    (
      | { multiple: true; value: string[]; onChange(value: string[]): void }
      | {
          multiple?: false;
          value: string | undefined;
          onChange(value: string | undefined): void;
        }
    ),
) {
  const { id, label, errorMessage, help, required, search } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const { found, error } = useCatalogSearch(search, {
    typed: typed ?? '',
    open,
  });
  const chosen = [props.value ?? []].flat();
  const nameOf = useNames(chosen, found?.options ?? []);
  const refs = found?.options.map(({ ref }) => ref) ?? [];
  const isOffered = (ref: string) => {
    if (!found) return false;
    if (!chosen.includes(ref)) return true;
    return !props.multiple && (!typed || refs.includes(ref));
  };
  // Somebody is still searching; do not submit the form without the result
  const preventSubmitOnEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && typed?.trim()) {
      event.preventDefault();
    }
  };

  const shared = {
    id,
    classes: { input: classes.input },
    open,
    onOpen: () => setOpen(true),
    onClose: () => {
      setOpen(false);
      setTyped(undefined);
    },
    // Autocomplete requires values among the options; the filter hides them
    options: [
      ...chosen.filter(ref => !refs.includes(ref)),
      ...refs,
      ...(found?.more ? [MORE] : []),
    ],
    filterOptions: (all: string[]) => all.filter(isOffered),
    getOptionDisabled: (ref: string) => ref === MORE,
    getOptionLabel: nameOf,
    renderOption: (ref: string) =>
      ref === MORE ? (
        t('common.catalog.more')
      ) : (
        <div>
          {nameOf(ref)}{' '}
          <Typography variant="caption" component="div">
            {ref}
          </Typography>
        </div>
      ),
    autoHighlight: Boolean(typed),
    inputValue: typed ?? (props.multiple ? '' : chosen.map(nameOf).join()),
    onInputChange: (_: unknown, text: string, reason: string) =>
      setTyped(reason === 'input' ? text : undefined),
    loading: !found && !error,
    loadingText: t('common.catalog.searching'),
    noOptionsText: error
      ? t('common.catalog.failed', { reason: describeError(error).message })
      : props.emptyMessage ?? t('common.catalog.noMatches'),
    clearText: t('common.catalog.clear'),
    openText: t('common.catalog.open'),
    closeText: t('common.catalog.close'),
    PopperComponent: PopperBelowHelperText,
    // The text field is the combobox (ARIA 1.2); the library puts the role on
    // the wrapper (ARIA 1.0)
    role: 'presentation',
    'aria-owns': undefined,
    'aria-expanded': undefined,
    renderInput: ({ inputProps, ...params }: AutocompleteRenderInputParams) => (
      <FormField
        {...params}
        id={id}
        label={label}
        errorMessage={errorMessage}
        help={help}
        placeholder={props.placeholder}
        inputProps={{
          ...inputProps,
          role: 'combobox',
          'aria-expanded': open,
          // `required` would demand text in the input, which is empty beside
          // chips
          'aria-required': required,
        }}
        InputLabelProps={{
          ...params.InputLabelProps,
          required,
          ...(props.placeholder && { shrink: true }),
        }}
        onKeyDown={preventSubmitOnEnter}
      />
    ),
  };
  return props.multiple ? (
    <Autocomplete
      {...shared}
      multiple
      value={props.value}
      onChange={(_, value) => props.onChange(value)}
    />
  ) : (
    <Autocomplete
      {...shared}
      value={props.value ?? null}
      onChange={(_, value) => props.onChange(value ?? undefined)}
    />
  );
}

/** The names of the selected and the offered entities. */
function useNames(
  chosen: string[],
  offered: CatalogOption[],
): (ref: string) => string {
  const names = useEntityNames(chosen);
  // A new selection keeps the name under which it was offered
  const known = useRef(new Map<string, string>());
  for (const { ref, name } of offered) known.current.set(ref, name);
  return ref => known.current.get(ref) ?? names[chosen.indexOf(ref)] ?? ref;
}

/** Opens below the helper text, which stays readable. */
function PopperBelowHelperText(props: PopperProps) {
  const { anchorEl } = props;
  return (
    <Popper
      {...props}
      placement="bottom-start"
      anchorEl={anchorEl instanceof Element ? anchorEl.parentElement : anchorEl}
    />
  );
}

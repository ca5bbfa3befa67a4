import Popper, { type PopperProps } from '@material-ui/core/Popper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  type AutocompleteRenderInputParams,
} from '@material-ui/lab/Autocomplete';
import { useRef, useState, type KeyboardEvent } from 'react';
import { describeFailure } from '../failure/failure';
import { type FieldProps, FormField } from '../form/FormField';
import { useWords } from '../useWords';
import type { CatalogOption, CatalogSearch } from './catalogSearch';
import { useCatalogSearch } from './useCatalogSearch';
import { useEntityNames } from './useEntityNames';

const useStyles = makeStyles((theme: Theme) => ({
  // As readable as what is chosen
  input: {
    '&::placeholder': { color: theme.palette.text.primary, opacity: 1 },
  },
}));

/** Stands at the end of a list that goes on, where one looks for more; nothing to choose. */
const MORE = '';

type CatalogFieldProps = FieldProps & {
  /** What the list says when no entity matches. */
  nothing?: string;
  /** What is said while none is chosen. */
  placeholder?: string;
  search: CatalogSearch;
};

/**
 * Entities of the catalog, found by typing a part of their name. What is chosen stays, whether the catalog knows it or not. Values are
 * full entity refs.
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
  const { id, label, problem, help, required, search } = props;
  const classes = useStyles();
  const { t } = useWords();
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
  // A form must not be sent without the name that somebody is still looking for
  const holdEnter = (event: KeyboardEvent) => {
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
    // The library wants what is chosen among the options; whether it is offered is another matter
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
      ? t('common.catalog.failed', { reason: describeFailure(error).message })
      : props.nothing ?? t('common.catalog.nothing'),
    clearText: t('common.catalog.clear'),
    openText: t('common.catalog.open'),
    closeText: t('common.catalog.close'),
    PopperComponent: BelowTheHints,
    // The library marks up the field by an older pattern, which screen readers no longer know: the text field is the combobox
    role: 'presentation',
    'aria-owns': undefined,
    'aria-expanded': undefined,
    renderInput: ({ inputProps, ...params }: AutocompleteRenderInputParams) => (
      <FormField
        {...params}
        id={id}
        label={label}
        problem={problem}
        help={help}
        placeholder={props.placeholder}
        inputProps={{
          ...inputProps,
          role: 'combobox',
          'aria-expanded': open,
          // The browser would ask for text in the field, which is empty beside what is chosen
          'aria-required': required,
        }}
        InputLabelProps={{
          ...params.InputLabelProps,
          required,
          ...(props.placeholder && { shrink: true }),
        }}
        onKeyDown={holdEnter}
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

/** Names of what is chosen and of what was offered. */
function useNames(
  chosen: string[],
  offered: CatalogOption[],
): (ref: string) => string {
  const names = useEntityNames(chosen);
  // What has just been chosen keeps the name by which it was offered
  const known = useRef(new Map<string, string>());
  for (const { ref, name } of offered) known.current.set(ref, name);
  return ref => known.current.get(ref) ?? names[chosen.indexOf(ref)] ?? ref;
}

/** Opens below what is said of the field, which one may want to read while one chooses. */
function BelowTheHints(props: PopperProps) {
  const { anchorEl } = props;
  return (
    <Popper
      {...props}
      placement="bottom-start"
      anchorEl={anchorEl instanceof Element ? anchorEl.parentElement : anchorEl}
    />
  );
}

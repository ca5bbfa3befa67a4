import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, Theme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type ReactNode,
} from 'react';
import { ErrorAlert } from '../errors/ErrorAlert';
import { useAsyncAction } from '../async/useAsyncAction';
import { useSmallScreen } from '../layout/useSmallScreen';
import { useTranslation } from '../translation/useTranslation';
import { focusOnMount } from './focusOnMount';

const useStyles = makeStyles((theme: Theme) => ({
  // Lets the content scroll between title and buttons despite the form element
  form: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 auto',
    minHeight: 0,
    overflow: 'hidden',
  },
  error: { '&:focus': { outline: 'none' } },
  actions: { flexWrap: 'wrap' },
  unsaved: { flex: '1 1 12rem', paddingLeft: theme.spacing(2) },
}));

/**
 * A form in a dialog. After a failed submission the focus moves to the first
 * invalid field, or to the error. Unsaved input is protected: a click on the
 * backdrop does nothing, and Escape moves the focus to the Cancel button.
 *
 * @param props - `onSubmit` closes the dialog on success, and rejects with
 * errors that no field shows
 */
export function FormDialog(props: {
  id: string;
  title: string;
  /** Title of the error after a failed submission. */
  failed: string;
  /** Label of the submit button. */
  submit: string;
  /** Its label while the form is being submitted. */
  submitting?: string;
  incomplete?: boolean;
  /** Whether closing the dialog would lose input. */
  unsaved: boolean;
  onSubmit(): Promise<void>;
  onClose(): void;
  children: ReactNode;
}) {
  const { id, title, failed, submit, submitting, incomplete, unsaved } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const fullScreen = useSmallScreen();
  const { run, running, error } = useAsyncAction();
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const cancel = useRef<HTMLButtonElement>(null);
  const [warned, setWarned] = useState(false);
  const close = () => {
    if (!running) props.onClose();
  };
  const leave = (_: unknown, reason: 'backdropClick' | 'escapeKeyDown') => {
    if (reason === 'backdropClick') return;
    if (!unsaved) {
      close();
      return;
    }
    setWarned(true);
    cancel.current?.focus();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    // A dialog can be opened from within another form
    event.stopPropagation();
    await run(props.onSubmit);
    setAttempts(count => count + 1);
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={fullScreen}
      onClose={leave}
      aria-labelledby={id}
    >
      <form ref={form} className={classes.form} onSubmit={send} noValidate>
        <DialogTitle id={id}>{title}</DialogTitle>
        <DialogContent>
          {error !== undefined && (
            <div ref={focusOnMount} tabIndex={-1} className={classes.error}>
              <ErrorAlert title={failed} error={error} />
            </div>
          )}
          {props.children}
        </DialogContent>
        <DialogActions className={classes.actions}>
          <Typography variant="body2" role="status" className={classes.unsaved}>
            {warned && unsaved && t('common.unsaved')}
          </Typography>
          <Button ref={cancel} onClick={close} disabled={running}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={incomplete}
            aria-disabled={running}
          >
            {running ? submitting ?? t('common.saving') : submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

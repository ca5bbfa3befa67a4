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
import { FailureAlert } from '../failure/FailureAlert';
import { useAttempt } from '../useAttempt';
import { useSmallScreen } from '../useSmallScreen';
import { useWords } from '../useWords';
import { focusOnMount } from './focusOnMount';

const useStyles = makeStyles((theme: Theme) => ({
  // Scrolls between title and buttons, as the content of a dialog does that is not in a form
  form: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 auto',
    minHeight: 0,
    overflow: 'hidden',
  },
  failure: { '&:focus': { outline: 'none' } },
  actions: { flexWrap: 'wrap' },
  // In line with the fields
  unsaved: { flex: '1 1 12rem', paddingLeft: theme.spacing(2) },
}));

/**
 * A form in a dialog. When it is refused, the focus goes to the first field that is wrong, or to what is said at its top. A click
 * beside it does not close it, nor does Escape once something was entered: it leads to the button that does.
 *
 * @param props - `onSubmit` rejects with what the fields do not say; it closes the dialog itself
 */
export function FormDialog(props: {
  id: string;
  title: string;
  /** What has not happened when it is refused. */
  failed: string;
  /** What submitting it is called. */
  submit: string;
  /** What is said while it is on its way. */
  submitting?: string;
  incomplete?: boolean;
  /** Whether closing it would lose something. */
  unsaved: boolean;
  onSubmit(): Promise<void>;
  onClose(): void;
  children: ReactNode;
}) {
  const { id, title, failed, submit, submitting, incomplete, unsaved } = props;
  const classes = useStyles();
  const { t } = useWords();
  const fullScreen = useSmallScreen();
  const { attempt, busy, failure } = useAttempt();
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);

  const cancel = useRef<HTMLButtonElement>(null);
  const [warned, setWarned] = useState(false);
  const close = () => {
    if (!busy) props.onClose();
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
    await attempt(props.onSubmit);
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
          {failure !== undefined && (
            <div ref={focusOnMount} tabIndex={-1} className={classes.failure}>
              <FailureAlert title={failed} error={failure} />
            </div>
          )}
          {props.children}
        </DialogContent>
        <DialogActions className={classes.actions}>
          <Typography variant="body2" role="status" className={classes.unsaved}>
            {warned && unsaved && t('common.unsaved')}
          </Typography>
          <Button ref={cancel} onClick={close} disabled={busy}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={incomplete}
            aria-disabled={busy}
          >
            {busy ? submitting ?? t('common.saving') : submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

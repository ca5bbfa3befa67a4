import Button, { type ButtonProps } from '@material-ui/core/Button';
import { useMountFocus } from './useMountFocus';

/** A button that takes the focus when it mounts. */
export function FocusedButton(props: ButtonProps) {
  const ref = useMountFocus<HTMLButtonElement>();
  return <Button ref={ref} {...props} />;
}

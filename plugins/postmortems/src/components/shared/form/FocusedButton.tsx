import Button, { type ButtonProps } from '@material-ui/core/Button';
import { useMountFocus } from './useMountFocus';

/** A button that has the focus as soon as it is there, because whoever opened it wants to go on there. */
export function FocusedButton(props: ButtonProps) {
  const ref = useMountFocus<HTMLButtonElement>();
  return <Button ref={ref} {...props} />;
}

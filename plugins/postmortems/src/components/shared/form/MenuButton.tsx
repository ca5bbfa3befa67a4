import Button from '@material-ui/core/Button';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { forwardRef, useRef, useState, type ElementType } from 'react';

const useStyles = makeStyles({ icon: { minWidth: 36 } });

/** An item of a {@link MenuButton}. */
export type MenuAction = {
  label: string;
  icon?: ElementType;
  onChoose(): void;
};

/** A button that opens a menu of actions. */
export const MenuButton = forwardRef<
  HTMLButtonElement,
  {
    id: string;
    label: string;
    /** Name of the menu, if it is not the button's. */
    menuLabel?: string;
    actions: readonly MenuAction[];
  }
>((props, ref) => {
  const { id, label, menuLabel = label, actions } = props;
  const classes = useStyles();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const chosen = useRef<MenuAction>();
  return (
    <>
      <Button
        ref={ref}
        size="small"
        variant="outlined"
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-controls={anchor && id}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Menu
        id={id}
        anchorEl={anchor}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
        MenuListProps={{ 'aria-label': menuLabel }}
        TransitionProps={{
          // The button has the focus again by now, so dialogs return it there
          onExited: () => {
            chosen.current?.onChoose();
            chosen.current = undefined;
          },
        }}
      >
        {actions.map(action => (
          <MenuItem
            key={action.label}
            onClick={() => {
              chosen.current = action;
              setAnchor(undefined);
            }}
          >
            {action.icon && (
              <ListItemIcon className={classes.icon}>
                <action.icon fontSize="small" />
              </ListItemIcon>
            )}
            {action.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
});

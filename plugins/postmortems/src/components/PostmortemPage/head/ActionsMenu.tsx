import Button from '@material-ui/core/Button';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import {
  forwardRef,
  useRef,
  useState,
  type ElementType,
  type ReactNode,
} from 'react';
import { useWords } from '../../shared/useWords';

const useStyles = makeStyles({ icon: { minWidth: 36 } });

/** Something that can be done, with an icon. */
export type MenuAction = {
  label: ReactNode;
  icon: ElementType;
  onChoose(): void;
};

const MENU_ID = 'postmortem-actions';

/** What is done less often than the next step of the review. */
export const ActionsMenu = forwardRef<
  HTMLButtonElement,
  { actions: readonly MenuAction[] }
>((props, ref) => {
  const { actions } = props;
  const classes = useStyles();
  const { t } = useWords();
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
        aria-controls={anchor && MENU_ID}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('page.actions.label')}
      </Button>
      <Menu
        id={MENU_ID}
        anchorEl={anchor}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
        MenuListProps={{ 'aria-label': t('page.actions.label') }}
        TransitionProps={{
          // The focus is back at the button by then, so that a dialog returns it there
          onExited: () => {
            chosen.current?.onChoose();
            chosen.current = undefined;
          },
        }}
      >
        {actions.map((action, index) => {
          const { label, icon: Icon } = action;
          return (
            <MenuItem
              // Actions have no other identity than their place
              // eslint-disable-next-line react/no-array-index-key
              key={index}
              onClick={() => {
                chosen.current = action;
                setAnchor(undefined);
              }}
            >
              <ListItemIcon className={classes.icon}>
                <Icon fontSize="small" />
              </ListItemIcon>
              {label}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
});

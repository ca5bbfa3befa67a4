import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import type { ActionItem } from '@postmortems/backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useWords } from '../../shared/useWords';
import { NEXT_STATES, type DecidedState } from './states';

/** How far an action item has come, as a menu of where it may go next. Nothing changes before one is chosen. */
export function ActionItemStateMenu(props: {
  item: ActionItem;
  onChange(state: DecidedState): void;
}) {
  const { item, onChange } = props;
  const { t } = useWords();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const id = `${item.id}-states`;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-controls={anchor && id}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('page.actionItem.stateIs', {
          state: t(`common.actionItem.${item.state}`),
        })}
      </Button>
      <Menu
        id={id}
        anchorEl={anchor}
        open={anchor !== undefined}
        onClose={() => setAnchor(undefined)}
        MenuListProps={{
          'aria-label': t('page.actionItem.stateOf', { title: item.title }),
        }}
      >
        {NEXT_STATES[item.state].map(state => (
          <MenuItem
            key={state}
            onClick={() => {
              setAnchor(undefined);
              onChange(state);
            }}
          >
            {t(`common.actionItem.${state}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

import Button from '@material-ui/core/Button';
import ListItemText from '@material-ui/core/ListItemText';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { forwardRef, useState } from 'react';
import { useTranslation } from '../../shared/translation/useTranslation';
import { usePostmortemContext } from '../state/postmortemContext';

/** A button that opens the menu of all categories. */
export const CategoryMenu = forwardRef<
  HTMLButtonElement,
  {
    id: string;
    label: string;
    chosen?: string;
    onChange(category: string | null): void;
  }
>((props, ref) => {
  const { id, label, chosen, onChange, ...rest } = props;
  const { t } = useTranslation();
  const { categories } = usePostmortemContext();
  const [anchor, setAnchor] = useState<HTMLElement>();
  const choose = (category: string | null) => {
    setAnchor(undefined);
    onChange(category);
  };
  return (
    <>
      <Button
        // From a Tooltip around the menu
        {...rest}
        ref={ref}
        size="small"
        variant={chosen ? 'outlined' : 'text'}
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
        MenuListProps={{ 'aria-label': t('page.category.menu') }}
      >
        {categories.map(({ id: category, title, description }) => (
          <MenuItem
            key={category}
            selected={category === chosen}
            onClick={() => choose(category)}
          >
            <ListItemText primary={title} secondary={description} />
          </MenuItem>
        ))}
        {chosen && (
          <MenuItem onClick={() => choose(null)}>
            {t('page.category.remove')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
});

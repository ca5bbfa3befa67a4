import Paper from '@material-ui/core/Paper';
import Popper from '@material-ui/core/Popper';
import { makeStyles, Theme } from '@material-ui/core/styles';
import {
  describePictureElement,
  renderIncidentPicture,
  type IncidentPicture,
  type PictureElement,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type SVGProps,
} from 'react';
import { formatUtcDateTime } from '../../shared/format/times';
import { VisuallyHidden } from '../../shared/layout/VisuallyHidden';
import { useTranslation } from '../../shared/translation/useTranslation';
import { nextElement } from './nextElement';
import { svgNode, TARGET } from './SvgNode';
import { usePictureColours } from './usePictureColours';
import { usePictureWords } from './usePictureWords';
import { useWidth } from './useWidth';

const KEYS_ID = 'incident-picture-keys';

const useStyles = makeStyles((theme: Theme) => ({
  frame: {
    // Paper is not as wide as the screen was
    '& svg': { display: 'block', maxWidth: '100%', height: 'auto' },
  },
  element: {
    cursor: 'pointer',
    outline: 'none',
    [`&:hover > [${TARGET}], &:focus-visible > [${TARGET}]`]: {
      stroke: theme.palette.primary.main,
    },
    [`&:focus-visible > [${TARGET}]`]: { strokeWidth: 2 },
    [`&:hover > path[${TARGET}]`]: { strokeOpacity: 0.2 },
  },
  chosen: {
    [`& > [${TARGET}]`]: { stroke: theme.palette.primary.main, strokeWidth: 2 },
  },
  tip: {
    ...theme.typography.body2,
    padding: theme.spacing(0.5, 1),
    maxWidth: 360,
    overflowWrap: 'anywhere',
  },
  popper: { zIndex: theme.zIndex.tooltip, pointerEvents: 'none' },
}));

/** The picture: each of its elements says what it is, and opens its evidence. */
export function PictureChart(props: {
  picture: IncidentPicture;
  elements: readonly PictureElement[];
  chosen?: string;
  onChoose(element: PictureElement): void;
}) {
  const { picture, elements, chosen, onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const words = usePictureWords();
  const colours = usePictureColours();
  const { ref, width } = useWidth<HTMLDivElement>();
  const [current, setCurrent] = useState<string>();
  const [tip, setTip] = useState<{ anchor: Element; text: string }>();
  const svg = useMemo(
    () => renderIncidentPicture(picture, { ...words, colours, width }),
    [picture, words, colours, width],
  );
  const byId = new Map(elements.map(element => [element.id, element]));
  const focusable = current && byId.has(current) ? current : elements[0]?.id;
  const groupOf = (id: string) =>
    ref.current?.querySelector<SVGGElement>(`[data-element="${id}"]`);

  const shown = useRef<string>();
  useEffect(() => {
    const previous = shown.current;
    shown.current = chosen;
    // The panel unmounted with the focus
    if (previous && !chosen && document.activeElement === document.body) {
      ref.current
        ?.querySelector<SVGGElement>(`[data-element="${previous}"]`)
        ?.focus({ preventScroll: true });
    }
  }, [chosen, ref]);

  const keyPressed = (event: KeyboardEvent, element: PictureElement) => {
    if (event.key === 'Escape') setTip(undefined);
    if (event.key === 'Enter' || event.key === ' ') onChoose(element);
    const next = nextElement(elements, element.id, event.key);
    if (next) groupOf(next.id)?.focus();
    if (next || event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
    }
  };
  const propsOf = (id: string): SVGProps<SVGGElement> => {
    const element = byId.get(id);
    if (!element) return {};
    const text = describePictureElement(element);
    const show = ({ currentTarget }: { currentTarget: Element }) =>
      setTip({ anchor: currentTarget, text });
    return {
      ...{ 'data-element': id },
      role: 'button',
      'aria-label': text,
      'aria-pressed': id === chosen,
      tabIndex: id === focusable ? 0 : -1,
      className: `${classes.element} ${id === chosen ? classes.chosen : ''}`,
      onClick: () => onChoose(element),
      onKeyDown: event => keyPressed(event, element),
      onMouseEnter: show,
      onMouseLeave: () => setTip(undefined),
      onFocus: event => {
        setCurrent(id);
        show(event);
      },
      onBlur: () => setTip(undefined),
    };
  };
  const { from, to } = picture.window;
  // The frame has the name
  const { 'aria-label': _, ...attributes } = svg.attributes;
  return (
    <>
      <div
        ref={ref}
        className={classes.frame}
        role="group"
        aria-label={t('page.picture.label', {
          from: formatUtcDateTime(from),
          to: formatUtcDateTime(to),
        })}
        aria-describedby={KEYS_ID}
      >
        {svgNode(
          { ...svg, attributes: { ...attributes, role: 'presentation' } },
          propsOf,
        )}
      </div>
      <VisuallyHidden>
        <span id={KEYS_ID}>{t('page.picture.keys')}</span>
      </VisuallyHidden>
      <Popper
        open={tip !== undefined}
        anchorEl={tip?.anchor}
        placement="top"
        className={classes.popper}
      >
        <Paper elevation={4} className={classes.tip} aria-hidden>
          {tip?.text}
        </Paper>
      </Popper>
    </>
  );
}

import {
  LIGHT_PICTURE_COLOURS,
  renderIncidentPicture,
  type IncidentPicture,
  type PictureLabels,
  type SvgElement,
} from '@postmortems/backstage-plugin-postmortems-common';

/** In pixels; wider than a page, which shrinks it. */
const WIDTH = 960;

const counted = (count: number, one: string, other: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : other}`;

const LABELS: PictureLabels = {
  title: 'At a glance',
  phases: {
    impact: 'Impact began',
    detected: 'Detected',
    response: 'Responders joined',
    mitigated: 'Mitigated',
    recovered: 'Recovered',
  },
  changes: {
    deployment: 'Deployment',
    rollback: 'Rollback',
    config: 'Configuration change',
    flag: 'Feature flag',
    other: 'Other change',
  },
  alert: 'Alert',
  metric: 'Metric',
  chat: 'Chat',
  moreAlerts: count => counted(count, 'other alert', 'other alerts'),
  fired: count =>
    count === 1 ? 'fired once' : `fired ${counted(count, 'time', 'times')}`,
  noEnd: 'end unknown',
  messages: count => counted(count, 'message', 'messages'),
  possibleCause: 'Possible cause',
  confirmedCause: 'Confirmed cause',
  extreme: ({ usual, extreme, at }) => `usually ${usual}, ${extreme} at ${at}`,
  effect: ({ statement, at }) => `${statement}; first effect at ${at}`,
};

/** The picture of an incident for exports, which are in English and on white. */
export function renderPicture(
  picture: IncidentPicture,
  timeZone = 'UTC',
): SvgElement {
  return renderIncidentPicture(picture, {
    labels: LABELS,
    timeZone,
    width: WIDTH,
    colours: LIGHT_PICTURE_COLOURS,
  });
}

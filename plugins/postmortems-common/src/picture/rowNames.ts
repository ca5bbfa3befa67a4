import type { IncidentPicture } from '../schema';
import type { PictureLabels } from './labels';

/** What stands beside each row, line by line. */
export type RowNames = {
  alerts: string[][];
  series: string[][];
  chat: string[];
};

export function rowNames(
  { alerts, series, chat }: IncidentPicture,
  labels: PictureLabels,
): RowNames {
  return {
    alerts: alerts.map(({ name, count }) => {
      if (name === undefined) return [labels.moreAlerts(count)];
      return [count > 1 ? `${name} ×${count}` : name];
    }),
    series: series.map(({ metric, service, usual, extreme }) => [
      metric,
      service,
      `${usual.label} → ${extreme.label}`,
    ]),
    chat:
      chat.bins.length > 0 ? [labels.chat, labels.messages(chat.messages)] : [],
  };
}

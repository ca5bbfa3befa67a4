import type {
  EventRef,
  Instant,
  Quantity,
  Series,
  Window,
} from '@postmortems/backstage-plugin-postmortems-common';
import { RECORD_EVIDENCE_ID } from '@postmortems/backstage-plugin-postmortems-common';
import type { Messages } from './messages';
import { serviceName } from './names';
import {
  byteScale,
  isByteRate,
  lengthPrecision,
  roundedValue,
} from './quantities';
import type { RenderStyle } from './style';
import { zonedTime, zoneName } from './times';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MAX_DIGITS = 20;
/** Units in which lengths of time are told, the largest first, in seconds. */
const LENGTHS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;
const LABEL_SELECTOR = /\{[^{}]*\}$/;

const numberFormats = new Map<string, Intl.NumberFormat>();
const listFormats = new Map<string, Intl.ListFormat>();

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Numbers, times and names in the words of one catalogue and style. */
export class Language {
  readonly style: RenderStyle;
  readonly messages: Messages;

  constructor(style: RenderStyle, messages: Messages) {
    this.style = style;
    this.messages = messages;
  }

  number(value: number): string {
    const { locale } = this.messages;
    return cached(
      numberFormats,
      locale,
      () =>
        new Intl.NumberFormat(locale, { maximumFractionDigits: MAX_DIGITS }),
    ).format(value);
  }

  quantity(quantity: Quantity): string {
    return this.messages.bound[quantity.bound]({
      amount: this.#amount(quantity),
    });
  }

  #amount({ value, unit, noun, precision }: Quantity): string {
    const { messages } = this;
    const number = this.number(roundedTo(value, precision));
    switch (unit) {
      case 'ratio':
        return messages.percent({
          number: this.number(roundedValue(value * 100)),
        });
      case 'percent':
        return messages.percent({ number });
      case 'seconds':
        return messages.seconds({ number });
      case 'milliseconds':
        return messages.milliseconds({ number });
      case 'per_second':
        return messages.perSecond({ number });
      case 'bytes':
        return this.#bytes(value);
      default:
        if (isByteRate(noun)) {
          return messages.perSecond({ number: this.#bytes(value) });
        }
        return noun ? messages.withUnit({ number, unit: noun }) : number;
    }
  }

  #bytes(value: number): string {
    const scale = byteScale(value);
    return this.messages.bytes({
      number: this.number(roundedValue(value / 1024 ** scale)),
      scale,
    });
  }

  /** A length of time in its two largest units: `1 hour 12 minutes`. */
  length({ value, bound, unit }: Quantity): string {
    const seconds = unit === 'milliseconds' ? value / 1000 : value;
    const precision = lengthPrecision(Math.abs(seconds));
    let rest = Math.round(Math.abs(seconds) / precision) * precision;
    const parts: string[] = [];
    for (const [name, size] of LENGTHS) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) parts.push(this.#unit(count, name));
    }
    if (parts.length === 0) parts.push(this.#unit(0, 'second'));
    return this.messages.bound[bound]({ amount: parts.join(' ') });
  }

  #unit(count: number, unit: string): string {
    const { locale } = this.messages;
    return cached(
      numberFormats,
      `${locale} ${unit}`,
      () =>
        new Intl.NumberFormat(locale, {
          style: 'unit',
          unit,
          unitDisplay: 'long',
        }),
    ).format(count);
  }

  /** Two times; the day and the zone once where they are the same. */
  range(from: Instant, to: Instant): string {
    const { messages, style } = this;
    const { timeZone } = style;
    const { locale } = messages;
    const [first, second] = [from, to].map(({ at }) => ({
      zone: zoneName(at, { timeZone, locale }),
      day: zonedTime(at, timeZone).day,
    }));
    const start = this.instant(from);
    if (start === this.instant(to)) return start;
    const ofDay =
      first.day === second.day
        ? new Language({ ...style, day: first.day }, messages)
        : this;
    return messages.range({
      from: first.zone === second.zone ? withoutZone(start, first.zone) : start,
      to: ofDay.instant(to),
    });
  }

  /**
   * A time in the style's zone, which it names.
   *
   * @param withDay - even if it is the day that need not be repeated
   */
  instant({ at, precisionMs, bound }: Instant, withDay = false): string {
    const { messages, style } = this;
    const { timeZone } = style;
    const { locale } = messages;
    const { day, hour, minute, second } = zonedTime(at, timeZone);
    if (precisionMs >= DAY_MS) return messages.bound[bound]({ amount: day });
    const zone = zoneName(at, { timeZone, locale });
    const hasSeconds =
      precisionMs < 60_000 && style.seconds && style.audience === 'technical';
    const time =
      precisionMs >= HOUR_MS
        ? messages.hour({ hour, zone })
        : messages.clock({
            clock: `${hour}:${minute}${hasSeconds ? `:${second}` : ''}`,
            zone,
          });
    return messages.bound[bound]({
      amount:
        day === style.day && !withDay
          ? time
          : messages.dayAndTime({ day, time }),
    });
  }

  window(window: Window | undefined): string {
    if (!window) return '';
    const { from, to } = window;
    return this.messages.during({
      ...(from && { from: this.instant(from) }),
      ...(to && { to: this.instant(to) }),
    });
  }

  list(names: readonly string[]): string {
    const { locale } = this.messages;
    return cached(
      listFormats,
      locale,
      () => new Intl.ListFormat(locale, { type: 'conjunction' }),
    ).format(names);
  }

  service(ref: string | undefined): string {
    return ref === undefined ? this.messages.aService : serviceName(ref);
  }

  series({ metric, service, labels = {} }: Series): string {
    const bare =
      this.style.audience === 'executive'
        ? metric.replace(LABEL_SELECTOR, '') || metric
        : metric;
    const name =
      service === undefined
        ? bare
        : this.messages.series({ metric: bare, service: serviceName(service) });
    const values = Object.entries(labels);
    return values.length > 0
      ? this.messages.labelled({
          series: name,
          labels: values.map(([label, value]) => `${label} ${value}`),
        })
      : name;
  }

  quote(text: string): string {
    return this.messages.quote({
      text: text.replace(/\s+/g, ' ').replace(/[“”]/g, '"'),
    });
  }

  event({ evidence, pointer = '' }: EventRef): string {
    const { event } = this.messages;
    if (evidence === RECORD_EVIDENCE_ID) {
      switch (pointer) {
        case '/detectedAt':
          return event.detectedAt;
        case '/mitigatedAt':
          return event.mitigatedAt;
        case '/resolvedAt':
          return event.resolvedAt;
        default:
          return event.startedAt;
      }
    }
    if (this.style.audience === 'executive') return event.some;
    const id = event.evidence({ id: evidence });
    if (pointer === '/startsAt') return event.start({ id });
    return pointer === '/endsAt' ? event.end({ id }) : id;
  }
}

/** Without the digits that binary fractions add. */
function roundedTo(value: number, precision: number): number {
  const digits = precision > 0 ? Math.ceil(-Math.log10(precision)) : 0;
  return digits > 0 && digits <= MAX_DIGITS
    ? Number(value.toFixed(digits))
    : value;
}

function withoutZone(time: string, zone: string): string {
  return time.endsWith(` ${zone}`) ? time.slice(0, -zone.length - 1) : time;
}

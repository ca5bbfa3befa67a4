/** Figures as people write them. */
export const percent = share => `${Number((share * 100).toPrecision(3))} %`;
export const seconds = value => `${Number(value.toPrecision(3))} s`;
/** Rounded up, to say what something never exceeds. */
export const atMost = value => `${Math.ceil(value * 1000)} ms`;
export const count = number => number.toLocaleString('en-US');

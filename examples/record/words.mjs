/** Figures as people write them. */
export const percent = share => `${Number((share * 100).toPrecision(3))} %`;
export const seconds = value => `${Number(value.toPrecision(3))} s`;
export const clock = time => `${time.slice(11, 16)} UTC`;

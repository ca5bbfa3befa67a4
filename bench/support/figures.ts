/** One measured number, beside what it is measured against in the same run. */
export interface Figure {
  figure: string;
  value: number;
  /** Unit of `value` and `baseline`, for example `ms` or `rows/s`. */
  unit: string;
  /** The same work done the plain way; without one there is no ratio. */
  baseline?: number;
  /** Of a share: its 95 % interval, and how many cases it is a share of. */
  interval?: [number, number];
  of?: number;
}

export interface Reporter {
  /** Prints the figure as one JSON line on stdout. */
  report(figure: Figure): void;
  /** Says on stderr what is going on. */
  progress(message: string): void;
}

/** The default export of a `<name>.bench.ts`. */
export type Benchmark = (reporter: Reporter) => Promise<void>;

const round = (value: number) => Number(value.toPrecision(6));

export function createReporter(bench: string): Reporter {
  return {
    report({ figure, value, unit, baseline, interval, of }) {
      const line = {
        bench,
        figure,
        value: round(value),
        unit,
        baseline: baseline === undefined ? null : round(baseline),
        ratio: baseline === undefined ? null : round(value / baseline),
        ...(interval && { interval: interval.map(round) }),
        ...(of !== undefined && { of }),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
    progress(message) {
      process.stderr.write(`[bench] ${bench}: ${message}\n`);
    },
  };
}

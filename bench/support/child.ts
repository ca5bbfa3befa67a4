import { resolve } from 'node:path';
import { createReporter, type Benchmark } from './figures';

async function main(name: string) {
  const file = resolve(process.cwd(), 'bench', `${name}.bench.ts`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const run: Benchmark | undefined = require(file).default;
  if (typeof run !== 'function') {
    throw new Error(`${file} has no default export to run`);
  }
  await run(createReporter(name));
}

main(process.argv[2]).then(
  // A benchmark may leave connections open; its figures are out.
  () => process.exit(0),
  error => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exit(1);
  },
);

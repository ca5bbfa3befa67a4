import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalHash } from '../plugins/postmortems-backend/src/platform/hashing';
import { maskJson, maskText } from '../plugins/postmortems-backend/src/secrets';
import type { Benchmark } from './support/figures';
import { wilson } from './support/statistics';

const TEXTS = /\.(?:json|ya?ml|txt|md|log|csv|vtt|graphql|mjs)$|^[^.]+$/;
/** Test sets of secrets, which are no real data. */
const SETS = 'secrets';

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === SETS ? [] : filesIn(file);
    return TEXTS.test(entry.name) ? [file] : [];
  });
}

/** Strings before and after masking, those in keys included. */
function* pairsOf(before: unknown, after: unknown): Iterable<[string, string]> {
  if (typeof before === 'object' && before !== null) {
    const entries = Object.entries(before);
    const others = Object.entries(after as object);
    for (const [index, [key, value]] of entries.entries()) {
      const [otherKey, other] = others[index] ?? [key, ''];
      yield [key, otherKey];
      yield* pairsOf(value, other);
    }
  } else if (typeof before === 'string' || before !== after) {
    yield [String(before), String(after)];
  }
}

/** Each distinct string of a folder, and what became of it. */
function maskedStrings(folder: string): Map<string, string> {
  const strings = new Map<string, string>();
  const note = (pairs: Iterable<[string, string]>) => {
    for (const [before, after] of pairs) {
      if (after !== before || !strings.has(before)) strings.set(before, after);
    }
  };
  for (const file of filesIn(folder)) {
    const text = readFileSync(file, 'utf8');
    try {
      const value = JSON.parse(text);
      note(pairsOf(value, maskJson(value)));
    } catch {
      note(text.split('\n').map(line => [line, maskText(line)]));
    }
  }
  return strings;
}

type Case = { value: unknown; secrets: string[] };

/** One case a line: a value of JSON, and the secrets in it; none of a look-alike. */
function casesIn(folder: string): Case[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .flatMap(file =>
      readFileSync(path.join(folder, file), 'utf8').trim().split('\n'),
    )
    .map(line => JSON.parse(line));
}

/** CPU time, which other processes do not lengthen, in milliseconds. */
function measure(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** False alarms on real data, secrets found in sets of strangers, and speed. */
const bench: Benchmark = async ({ report, progress }) => {
  const folder = process.env.REAL_DATA_DIR;
  if (!folder) throw new Error('REAL_DATA_DIR must name a folder of real data');
  const share = (figure: string, hits: number, of: number) => {
    const [low, high] = wilson(hits, of);
    report({
      figure,
      value: hits / of,
      unit: 'share',
      interval: [low, high],
      of,
    });
  };

  progress('masking real data');
  const strings = maskedStrings(folder);
  const hits = [...strings].filter(([before, after]) => before !== after);
  for (const [before, after] of hits) {
    const at = after.indexOf('[removed: ');
    const from = Math.max(0, at - 60);
    progress(`${before.slice(from, at + 60)} => ${after.slice(at, at + 30)}`);
  }
  share('real_strings_masked', hits.length, strings.size);

  const sets = path.join(folder, SETS);
  if (existsSync(sets)) {
    const cases = casesIn(sets);
    const leaks = ({ value, secrets }: Case) => {
      const masked = JSON.stringify(maskJson(value));
      return secrets.some(secret =>
        masked.includes(JSON.stringify(secret).slice(1, -1)),
      );
    };
    const [real, alike] = [true, false].map(isReal =>
      cases.filter(({ secrets }) => secrets.length > 0 === isReal),
    );
    share('found', real.filter(one => !leaks(one)).length, real.length);
    share(
      'look_alikes_masked',
      alike.filter(({ value }) => maskJson(value) !== value).length,
      alike.length,
    );
  }

  progress('masking 10 MB');
  const nodes: { payload: { kind: string; message: string } }[] = [];
  const lines = [...strings.keys()];
  let size = 0;
  for (let index = 0; size < 10_000_000; index += 1) {
    const message = lines[index % lines.length];
    size += message.length;
    nodes.push({ payload: { kind: 'log', message } });
  }
  const text = nodes.map(({ payload }) => payload.message).join('\n');
  const hashing = measure(() => nodes.forEach(node => canonicalHash(node)));
  report({
    figure: 'nodes_of_10_mb_vs_hashing',
    value: measure(() => nodes.forEach(node => maskJson(node))),
    unit: 'ms',
    baseline: hashing,
  });
  report({
    figure: 'text_of_10_mb_vs_hashing',
    value: measure(() => maskText(text)),
    unit: 'ms',
    baseline: hashing,
  });
};

export default bench;

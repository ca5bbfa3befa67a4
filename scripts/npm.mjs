/** The npm that called us, or the one on the PATH. */
import { capture } from './processes.mjs';

function npmCommand() {
  const script = process.env.npm_execpath;
  return script && /npm-cli\.c?js$/.test(script)
    ? { command: process.execPath, prefix: [script] }
    : { command: 'npm', prefix: [] };
}

/** Command and arguments that run npm without asking or auditing anything. */
export function npm(...args) {
  const { command, prefix } = npmCommand();
  return [command, [...prefix, ...args]];
}

/** npm's registry, so that people behind a mirror are served by it too. */
export async function registryAddress() {
  const { code, stdout } = await capture(...npm('config', 'get', 'registry'));
  return code === 0 && /^https?:\/\//.test(stdout) ? stdout : undefined;
}

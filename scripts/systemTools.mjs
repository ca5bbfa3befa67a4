/**
 * Programs that npm does not have: Chromium, Prometheus and Alertmanager.
 * Found where they usually are; on Debian and Ubuntu installed when missing
 * and allowed. Suites read the paths from the environment, and skip themselves
 * by name where one is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { capture, log, runStep } from './processes.mjs';

const TOOLS = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    candidates: [
      '/usr/bin/chromium',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    // With recommended packages left out there would be no font at all.
    packages: ['chromium', 'fonts-liberation'],
    // Ubuntu's package only stands for a snap, which containers cannot run.
    onUbuntu: false,
    hint: "install Chromium or Chrome (Debian: 'apt-get install chromium')",
  },
  {
    name: 'Prometheus',
    variable: 'PROMETHEUS_PATH',
    candidates: ['prometheus', '/usr/bin/prometheus'],
    packages: ['prometheus'],
    onUbuntu: true,
    hint: "install Prometheus (Debian and Ubuntu: 'apt-get install prometheus', macOS: 'brew install prometheus')",
  },
  {
    name: 'Alertmanager',
    variable: 'ALERTMANAGER_PATH',
    candidates: ['prometheus-alertmanager', 'alertmanager'],
    packages: ['prometheus-alertmanager'],
    onUbuntu: true,
    hint: "install Alertmanager (Debian and Ubuntu: 'apt-get install prometheus-alertmanager', or the project's release)",
  },
];

/**
 * Debian starts a service when its package is installed; a policy-rc.d that
 * says no (101) prevents it, and goes away again. A later boot must not start
 * them either, so the units are disabled.
 */
const INSTALL_SCRIPT = `
set -e
guard=/usr/sbin/policy-rc.d
if [ ! -e "$guard" ]; then
  trap 'rm -f "$guard"' EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$guard"
  chmod 755 "$guard"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends "$@"
if command -v systemctl >/dev/null; then
  for package in "$@"; do
    systemctl disable "$package" >/dev/null 2>&1 || true
  done
fi
`;

function onPath(command) {
  if (path.isAbsolute(command)) {
    return existsSync(command) ? command : undefined;
  }
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map(folder => path.join(folder, command))
    .find(candidate => existsSync(candidate));
}

/** The first candidate that starts; a file that does not run is no tool. */
async function find(tool) {
  const given = process.env[tool.variable];
  for (const candidate of given ? [given] : tool.candidates) {
    const file = onPath(candidate);
    if (file && (await capture(file, ['--version'])).code === 0) {
      return file;
    }
  }
  return undefined;
}

/** How to become root without asking, or undefined. */
async function rootPrefix() {
  if (process.getuid?.() === 0) {
    return [];
  }
  const sudo = onPath('sudo');
  if (sudo && (await capture(sudo, ['-n', 'true'])).code === 0) {
    return [sudo, '-n'];
  }
  return undefined;
}

async function install(missing) {
  if (process.platform !== 'linux' || !onPath('apt-get')) {
    return;
  }
  const isUbuntu =
    existsSync('/etc/os-release') &&
    /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
  const packages = missing
    .filter(tool => tool.onUbuntu || !isUbuntu)
    .flatMap(tool => tool.packages);
  const prefix = await rootPrefix();
  if (!prefix || packages.length === 0) {
    return;
  }
  log(`Installing with apt-get: ${packages.join(', ')}`);
  const [command, ...args] = [...prefix, 'sh', '-c', INSTALL_SCRIPT, 'sh'];
  await runStep(command, [...args, ...packages]).catch(error =>
    log(`apt-get did not succeed: ${error.message.split('\n').pop()}`),
  );
}

/**
 * Answers with the environment that names the tools, and with those that
 * cannot be had: `[{ name, variable, hint }]`.
 */
export async function ensureSystemTools(names = TOOLS.map(t => t.name)) {
  const wanted = TOOLS.filter(
    // A path that the user gave is taken at its word: never replaced.
    tool => names.includes(tool.name),
  );
  const found = new Map();
  const search = async tools => {
    for (const tool of tools) {
      const file = await find(tool);
      if (file) {
        found.set(tool, file);
      }
    }
    return tools.filter(tool => !found.has(tool));
  };

  let missing = await search(wanted);
  const installable = missing.filter(tool => !process.env[tool.variable]);
  if (installable.length > 0) {
    await install(installable);
    missing = await search(missing);
  }
  for (const tool of missing) {
    const given = process.env[tool.variable];
    log(
      given
        ? `${tool.name}: ${tool.variable} is '${given}', which does not run`
        : `${tool.name} is missing: ${tool.hint}, or set ${tool.variable}`,
    );
  }
  return {
    env: Object.fromEntries(
      [...found].map(([tool, file]) => [tool.variable, file]),
    ),
    missing: missing.map(({ name, variable, hint }) => ({
      name,
      variable,
      hint,
    })),
  };
}

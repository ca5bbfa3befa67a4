/**
 * Programs that npm does not have: Chromium, Prometheus and Alertmanager.
 * Found where they usually are; on Debian and Ubuntu installed when missing
 * and allowed. Suites read the paths from the environment, and skip themselves
 * by name where one is absent.
 */
import { readFileSync } from 'node:fs';
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
  },
  {
    name: 'Prometheus',
    variable: 'PROMETHEUS_PATH',
    candidates: ['prometheus', '/usr/bin/prometheus'],
    packages: ['prometheus'],
  },
  {
    name: 'Alertmanager',
    variable: 'ALERTMANAGER_PATH',
    candidates: ['prometheus-alertmanager', 'alertmanager'],
    packages: ['prometheus-alertmanager'],
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

const works = async (...command) =>
  (await capture(command[0], command.slice(1))).code === 0;

/** The path of the first candidate that starts. */
async function find({ variable, candidates }) {
  const given = process.env[variable];
  for (const candidate of given ? [given] : candidates) {
    const script =
      'file=$(command -v "$1") && "$file" --version >/dev/null && echo "$file"';
    const found = await capture('sh', ['-c', script, 'sh', candidate]);
    if (found.code === 0) {
      return found.output;
    }
  }
  return undefined;
}

/** Installs what can be installed without asking. */
async function install(missing) {
  if (process.platform !== 'linux' || !(await works('apt-get', '--version'))) {
    return;
  }
  const isUbuntu = /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
  const packages = missing
    // Ubuntu's package only stands for a snap, which containers cannot run.
    .filter(({ name }) => !(isUbuntu && name === 'Chromium'))
    .flatMap(tool => tool.packages);
  const isRoot = process.getuid() === 0;
  const mayInstall = isRoot || (await works('sudo', '-n', 'true'));
  if (!mayInstall || packages.length === 0) {
    return;
  }
  log(`Installing with apt-get: ${packages.join(', ')}`);
  const [command, ...args] = [
    ...(isRoot ? [] : ['sudo', '-n']),
    ...['sh', '-c', INSTALL_SCRIPT, 'sh'],
    ...packages,
  ];
  await runStep(command, args).catch(() => log('apt-get did not succeed'));
}

/** Answers with the names of those that are missing; the environment names the others. */
export async function ensureSystemTools(names = TOOLS.map(t => t.name)) {
  const search = async tools => {
    const missing = [];
    for (const tool of tools) {
      const file = await find(tool);
      if (file) {
        process.env[tool.variable] = file;
      } else {
        missing.push(tool);
      }
    }
    return missing;
  };

  let missing = await search(TOOLS.filter(({ name }) => names.includes(name)));
  // A path that the user gave is taken at its word: never replaced.
  const installable = missing.filter(({ variable }) => !process.env[variable]);
  if (installable.length > 0) {
    await install(installable);
    missing = await search(missing);
  }
  for (const { name, variable, packages } of missing) {
    const given = process.env[variable];
    log(
      given
        ? `${name}: ${variable} is '${given}', which does not run`
        : `${name} is missing: install it (Debian: apt-get install ${packages[0]}) or set ${variable}`,
    );
  }
  return missing.map(({ name }) => name);
}

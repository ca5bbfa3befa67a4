/**
 * The packages, packed as for a release, in fresh apps of both frontend
 * systems, installed by following docs/getting-started.md. Each line of the
 * output is one thing that passes or fails.
 */
import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { YARN_RELEASE } from '../dependencies.mjs';
import { BACKSTAGE_CLI, bin, log, run } from '../processes.mjs';
import { createApp, startApp } from './app.mjs';
import { firstPostmortem } from './firstPostmortem.mjs';
import { applyConfig, applySnippet, blocksUnder } from './guide.mjs';
import { faultsOf, packAll } from './packages.mjs';
import { startRegistry } from './registry.mjs';

const MODULES = ['Search, templates, sources and a model', 'Agents'];
const APPS = [
  {
    name: 'new frontend system',
    sections: ['Backend', 'Frontend, new frontend system', ...MODULES],
  },
  {
    name: 'older frontend system',
    legacy: true,
    sections: ['Backend', 'Frontend, older frontend system', ...MODULES],
  },
];

async function succeeds(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`'${command} ${args.join(' ')}' ended with code ${code}`);
  }
}

/** The environment with a `yarn` that is the release that is pinned here. */
async function envWithYarn(folder) {
  const script = `#!/bin/sh\nexec '${process.execPath}' '${YARN_RELEASE}' "$@"\n`;
  await fs.writeFile(path.join(folder, 'yarn'), script, { mode: 0o755 });
  const PATH = [folder, process.env.PATH].join(path.delimiter);
  return { ...process.env, PATH };
}

/** Does what a section of the guide says, in the app. */
async function follow(heading, app) {
  for (const block of await blocksUnder(heading)) {
    if (block.language === 'sh') {
      await succeeds('sh', ['-ec', block.code], app);
    } else if (block.language === 'yaml') {
      await applyConfig(app.cwd, block);
    } else {
      await applySnippet(app.cwd, block);
    }
  }
}

async function tryApp({ wanted, check, ...context }) {
  const app = await check('a fresh app installs', () =>
    createApp({ legacy: wanted.legacy, ...context }),
  );
  for (const section of wanted.sections) {
    await check(`the guide's '${section}'`, () => follow(section, app));
  }
  // The rest of this section is done by a person, in the browser.
  const [config, evidence] = await blocksUnder('The first postmortem');
  await applyConfig(app.cwd, config);

  await check('types are right', () => succeeds('yarn', ['tsc'], app));
  app.env.POSTMORTEMS_TOKEN = randomBytes(24).toString('base64url');
  const running = await check('starts', () => startApp(app));
  app.env.BACKSTAGE = running.backend;
  try {
    await firstPostmortem({
      check,
      running,
      addsWidget: !wanted.legacy,
      sendEvidence: () => succeeds('sh', ['-ec', evidence.code], app),
    });
  } catch (error) {
    process.stdout.write(`${running.log()}\n`);
    throw error;
  } finally {
    await running.stop();
  }
}

/** A stage of `npm test`. */
export async function installTest({ missing, scratch }) {
  if (missing.includes('Chromium')) {
    return {
      skipped: APPS.length,
      skippedSuites: APPS.map(app => `install, ${app.name} (needs Chromium)`),
    };
  }
  const counts = { passed: 0, failed: 0 };
  /** Runs one check. What comes after a failed one would only fail too. */
  const check = async (name, job) => {
    const started = Date.now();
    const count = (outcome, mark) => {
      counts[outcome] += 1;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${mark} ${name} (${seconds} s)\n`);
    };
    try {
      const result = await job();
      count('passed', 'ok    ');
      return result;
    } catch (error) {
      count('failed', 'FAILED');
      throw error;
    }
  };

  let registry;
  try {
    const env = await envWithYarn(scratch);
    await check('all packages build', () =>
      // A build lists hundreds of files; what went wrong is on stderr.
      succeeds(...bin(BACKSTAGE_CLI, 'repo', 'build'), {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const packed = await check('all packages are packed', () =>
      packAll({ env, folder: path.join(scratch, 'packages') }),
    );
    for (const each of packed) {
      await check(`${each.manifest.name} is complete`, async () => {
        const faults = faultsOf(each);
        if (faults.length > 0) {
          throw new Error(`${each.manifest.name} ${faults.join('; ')}`);
        }
      });
    }
    registry = await startRegistry(packed, env);
    const tryOne = wanted =>
      tryApp({
        wanted,
        check: (name, job) => check(`${wanted.name}: ${name}`, job),
        env,
        registry,
        folder: path.join(scratch, wanted.legacy ? 'legacy' : 'new'),
      }).catch(error => log(error.stack));
    // Side by side: much of the time is waiting for downloads and schedules.
    await Promise.all(APPS.map(tryOne));
  } catch (error) {
    log(error.stack);
  } finally {
    registry?.stop();
  }
  return counts;
}

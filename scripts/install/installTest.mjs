/**
 * The packages, packed as for a release, in fresh apps of both frontend
 * systems, installed by following docs/getting-started.md. Each line of the
 * output is one thing that passes or fails.
 */
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { capture, log, run } from '../processes.mjs';
import { createApp, startApp } from './app.mjs';
import { firstPostmortem, openBrowser } from './firstPostmortem.mjs';
import { applyConfig, applySnippet, blocksUnder } from './guide.mjs';
import { faultsOf, packAll } from './packages.mjs';
import { startRegistry } from './registry.mjs';
import { yarnOnPath } from './yarnOnPath.mjs';

// A build lists hundreds of files; what went wrong is on stderr.
const QUIET = ['ignore', 'ignore', 'inherit'];

class Checks {
  passed = 0;
  failed = 0;

  /** Runs one check. What comes after a failed one would only fail too. */
  async check(name, job) {
    const started = Date.now();
    try {
      const result = await job();
      this.passed += 1;
      this.#say('ok    ', name, started);
      return result;
    } catch (error) {
      this.failed += 1;
      this.#say('FAILED', name, started);
      throw error;
    }
  }

  #say(mark, name, started) {
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${mark} ${name} (${seconds} s)\n`);
  }
}

async function succeeds(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`'${command} ${args.join(' ')}' ended with code ${code}`);
  }
}

/** Does what a section of the guide says, in the app. */
async function follow(heading, app) {
  for (const block of await blocksUnder(heading)) {
    if (block.language === 'sh') {
      await succeeds('sh', ['-ec', block.code], { cwd: app.dir, env: app.env });
    } else if (block.language === 'yaml') {
      await applyConfig(app.dir, block);
    } else {
      await applySnippet(app.dir, block);
    }
  }
}

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

async function tryApp({ app: wanted, checks, context, packages }) {
  const { node, env, scratch } = context;
  const check = (name, job) => checks.check(`${wanted.name}: ${name}`, job);
  const folder = path.join(scratch, wanted.legacy ? 'legacy' : 'new');
  const app = await check('a fresh app installs', () =>
    createApp({ node, env, folder, legacy: wanted.legacy, packages }),
  );
  for (const section of wanted.sections) {
    await check(`the guide's '${section}'`, () => follow(section, app));
  }
  // The rest of this section is done by a person, in the browser.
  const [config, evidence] = await blocksUnder('The first postmortem');
  await applyConfig(app.dir, config);

  await check('types are right', () =>
    succeeds('yarn', ['tsc'], { cwd: app.dir, env: app.env }),
  );
  const token = randomBytes(24).toString('base64url');
  const running = await check('starts', () =>
    startApp({ ...app, env: { ...app.env, POSTMORTEMS_TOKEN: token } }),
  );
  const browser = await openBrowser(env.CHROMIUM_PATH);
  try {
    await firstPostmortem({
      check,
      browser,
      running,
      addsWidget: !wanted.legacy,
      sendEvidence: () =>
        succeeds('sh', ['-ec', evidence.code], {
          cwd: app.dir,
          env: {
            ...app.env,
            POSTMORTEMS_TOKEN: token,
            BACKSTAGE: running.backend,
          },
        }),
    });
  } catch (error) {
    process.stdout.write(`${running.log().slice(-6_000)}\n`);
    throw error;
  } finally {
    await browser.close();
    await running.stop();
  }
}

/** A stage of `npm test`. */
export async function installTest(context) {
  if (context.missing.some(tool => tool.name === 'Chromium')) {
    return {
      skipped: APPS.length,
      skippedSuites: APPS.map(app => `install, ${app.name} (needs Chromium)`),
    };
  }
  const { node, scratch } = context;
  const env = await yarnOnPath({ ...context, folder: scratch });
  const checks = new Checks();
  let packages;
  try {
    await checks.check('all packages build', () =>
      succeeds('yarn', ['build:all'], { env, stdio: QUIET }),
    );
    const packed = await checks.check('all packages are packed', () =>
      packAll({ node, env, capture, folder: path.join(scratch, 'packages') }),
    );
    for (const each of packed) {
      await checks.check(`${each.name} is complete`, async () => {
        const faults = faultsOf(each);
        if (faults.length > 0) {
          throw new Error(`${each.name} ${faults.join('; ')}`);
        }
      });
    }
    packages = await startRegistry(packed);
    for (const app of APPS) {
      await tryApp({
        app,
        checks,
        context: { ...context, env },
        packages,
      }).catch(error => log(error.stack));
    }
  } catch (error) {
    log(error.stack);
  } finally {
    await packages?.stop();
  }
  return { passed: checks.passed, failed: checks.failed };
}

/**
 * The packed packages in fresh apps of both frontend
 * systems, installed by following docs/getting-started.md. Each line of the
 * output is one thing that passes or fails.
 */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { ExpectedError, log } from '../processes.mjs';
import { createApp, startApp } from './app.mjs';
import { countedChecks, envWithYarn, succeeds } from './checks.mjs';
import { firstPostmortem } from './firstPostmortem.mjs';
import { applyConfig, applySnippet, blocksUnder } from './guide.mjs';
import { readPacked } from './packages.mjs';
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
export async function installTest({ missing, scratch, failed }) {
  if (missing.includes('Chromium')) {
    return {
      skipped: APPS.length,
      skippedSuites: APPS.map(app => `install, ${app.name} (needs Chromium)`),
    };
  }
  const packed = await readPacked(scratch).catch(() => []);
  if (failed.includes('packages') || packed.length === 0) {
    throw new ExpectedError("Needs the packages of the stage 'packages'.");
  }
  const { check, counts } = countedChecks();
  const env = await envWithYarn(scratch);
  const registry = await startRegistry(packed, env);
  const tryOne = wanted =>
    tryApp({
      wanted,
      check: (name, job) => check(`${wanted.name}: ${name}`, job),
      env,
      registry,
      folder: path.join(scratch, wanted.legacy ? 'legacy' : 'new'),
    }).catch(error => log(error.stack));
  try {
    // Side by side: much of the time is waiting for downloads and schedules.
    await Promise.all(APPS.map(tryOne));
  } finally {
    registry.stop();
  }
  return counts;
}

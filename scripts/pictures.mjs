/** `npm run docs:pictures`: the pictures in docs/images, from the demo as it is now. */
import { buildApp } from './appBundle.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ExpectedError, bin, run } from './processes.mjs';
import { ensureSystemTools } from './systemTools.mjs';

export async function takePictures(args) {
  await ensureDependencies();
  const missing = await ensureSystemTools(['Chromium']);
  if (missing.length > 0) throw new ExpectedError('Pictures need Chromium.');
  const built = await buildApp();
  if (built !== 0) return built;
  const config = '--config=playwright.pictures.config.ts';
  const names = args.length > 0 ? args : ['readme'];
  return run(...bin('@playwright/test/cli.js', 'test', config, ...names));
}

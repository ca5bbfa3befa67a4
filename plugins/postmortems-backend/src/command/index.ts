import { ConfigSources } from '@backstage/config-loader';
import { toError } from '@backstage/errors';
import { parseArgs } from 'node:util';
import { maskText } from '../secrets';
import { maskStoredSecrets } from './maskStoredSecrets';
import { verifySeals } from './verifySeals';

const USAGE = `Usage: postmortems COMMAND [options]

  seal verify [INCIDENT]   Compares evidence and revisions in the database with what
                           was sealed, for one incident or for all. Exit code 0: all
                           as sealed, 1: not, 2: it could not be checked.
    --anchor FILE          lines of JSON with sequence and hash that were noted outside
                           of the database (default: postmortems.sealing.anchorFile)
    --json                 print the report as JSON

  secrets mask             Removes secrets from what was stored before they were
                           removed on arrival. Each incident is changed in one
                           transaction and sealed anew; earlier seals are marked as
                           superseded.
    --dry-run              only count

Options of both:
  --config FILE            a configuration file of your Backstage, more than once if
                           need be (default: as for the backend)
`;

/**
 * Runs the `postmortems` command on the database that the configuration names. It
 * answers with the exit code.
 *
 * @public
 */
export async function runCommand(
  args: string[],
  output: {
    print: (text: string) => void;
    printError: (text: string) => void;
  } = {
    print: text => process.stdout.write(text),
    printError: text => process.stderr.write(text),
  },
): Promise<number> {
  const { print, printError } = output;
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string', multiple: true },
        anchor: { type: 'string' },
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const { anchor, json, 'dry-run': dryRun = false, help } = values;
    const [group, action, incidentKey, ...others] = positionals;
    const command = `${group} ${action}`;
    const isKnown =
      command === 'seal verify' ||
      (command === 'secrets mask' && incidentKey === undefined);
    if (help || !isKnown || others.length > 0) {
      (help ? print : printError)(USAGE);
      return help ? 0 : 2;
    }
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        watch: false,
        argv: (values.config ?? []).flatMap(file => ['--config', file]),
      }),
    );
    try {
      return command === 'seal verify'
        ? await verifySeals({ config, incidentKey, anchor, json, print })
        : await maskStoredSecrets({ config, dryRun, print });
    } finally {
      config.close();
    }
  } catch (error) {
    printError(`${maskText(toError(error).message)}\n`);
    return 2;
  }
}

import { ConfigSources } from '@backstage/config-loader';
import { toError } from '@backstage/errors';
import { parseArgs } from 'node:util';
import { maskText } from '../secrets';
import { maskStoredSecrets } from './maskStoredSecrets';
import { settleDeliveries } from './settleDeliveries';
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

  deliveries list          Lists deliveries of webhooks that were given up, the oldest
                           first.
  deliveries show SOURCE ID
                           One of them with its whole body, without secrets.
  deliveries retry SOURCE ID
                           Makes one due again; the running backend works it off.
  deliveries drop SOURCE ID
                           Gives one up for good and deletes its body.
    --json                 print them as JSON

Options of all:
  --config FILE            a configuration file of your Backstage, more than once if
                           need be (default: as for the backend)
`;

/** What a command may name after its verb. */
const MOST_NAMES: Record<string, number | undefined> = {
  'seal verify': 1,
  'secrets mask': 0,
  'deliveries list': 0,
  'deliveries show': 2,
  'deliveries retry': 2,
  'deliveries drop': 2,
};

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
    const [group, action, ...names] = positionals;
    const command = `${group} ${action}`;
    const most = MOST_NAMES[command];
    const isKnown =
      most !== undefined &&
      names.length <= most &&
      (group !== 'deliveries' || names.length === most);
    if (help || !isKnown) {
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
      if (group === 'deliveries') {
        return await settleDeliveries({ config, action, names, json, print });
      }
      const [incidentKey] = names;
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

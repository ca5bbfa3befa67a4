import { ConfigSources } from '@backstage/config-loader';
import { toError } from '@backstage/errors';
import { parseArgs } from 'node:util';
import { requestErasureSchema } from '@postmortems/backstage-plugin-postmortems-common';
import { parse } from '../platform/http';
import { maskText } from '../secrets';
import { erase } from './erase';
import { maskStoredSecrets } from './maskStoredSecrets';
import { settleDeliveries } from './settleDeliveries';
import { runRetention } from './runRetention';
import { verifySeals } from './verifySeals';

const USAGE = `Usage: postmortems COMMAND [options]

  seal verify [INCIDENT]   Compares evidence and revisions in the database with what
                           was sealed, for one incident or for all. Exit code 0: all
                           as sealed, 1: not, 2: it could not be checked,
                           or nothing was ever sealed.
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

  erase incident INCIDENT  Erases the text of an incident; hashes, times and states
                           stay. Nothing brings it back.
  erase person             Erases what a person said and is called, in all incidents.
    --name NAME            entity ref, handle, display name, e-mail address or id in
                           chat; more than once
    --incident INCIDENT    only in this one
  Options of both:
    --reason TEXT          why; it stands where the text was
    --dry-run              only count

  retention                Erases incidents whose time is over by
                           postmortems.retention, as the backend does once a day.
    --dry-run              list them, with the time and the rule
    --until TIME           with --dry-run: what goes until then (ISO 8601)

Options of all:
  --config FILE            a configuration file of your Backstage, more than once if
                           need be (default: as for the backend)
`;

/** What a command may name after its verb. */
const MOST_NAMES: Record<string, number | undefined> = {
  'seal verify': 1,
  'secrets mask': 0,
  'erase incident': 1,
  'erase person': 0,
  retention: 0,
  'deliveries list': 0,
  'deliveries show': 2,
  'deliveries retry': 2,
  'deliveries drop': 2,
};
/** Those that need all of them. */
const NEEDS_NAMES = /^(?:deliveries|erase) /;

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
        name: { type: 'string', multiple: true },
        incident: { type: 'string' },
        reason: { type: 'string' },
        until: { type: 'string' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const { anchor, json, 'dry-run': dryRun = false, help } = values;
    const [group, action, ...names] = positionals;
    const command = action ? `${group} ${action}` : group;
    const most = MOST_NAMES[command];
    const isKnown =
      most !== undefined &&
      names.length <= most &&
      (!NEEDS_NAMES.test(command) || names.length === most);
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
      const [incidentKey] = names;
      switch (command) {
        case 'seal verify':
          return await verifySeals({
            config,
            incidentKey,
            anchor,
            json,
            print,
          });
        case 'secrets mask':
          return await maskStoredSecrets({ config, dryRun, print });
        case 'retention':
          return await runRetention({
            config,
            dryRun,
            until: values.until,
            print,
          });
        case 'erase incident':
        case 'erase person':
          return await erase({
            config,
            dryRun,
            print,
            request: parse(requestErasureSchema, {
              subject: action,
              incidentKey: incidentKey ?? values.incident,
              reason: values.reason,
              ...(action === 'person' && { names: values.name ?? [] }),
            }),
          });
        default:
          return await settleDeliveries({ config, action, names, json, print });
      }
    } finally {
      config.close();
    }
  } catch (error) {
    printError(`${maskText(toError(error).message)}\n`);
    return 2;
  }
}

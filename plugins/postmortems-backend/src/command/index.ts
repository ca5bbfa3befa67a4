import { toError } from '@backstage/errors';
import { parseArgs } from 'node:util';
import { verifySeals } from './verifySeals';

const USAGE = `Usage: postmortems seal verify [INCIDENT] [options]

Compares evidence and revisions in the database with what was sealed, for one
incident or for all. Exit code 0: all as sealed, 1: not, 2: it could not be checked.

Options:
  --config FILE   as for Backstage's backend; may be repeated
  --anchor FILE   lines of JSON with sequence and hash that were noted outside of
                  the database (default: postmortems.sealing.anchorFile)
  --json          print the report as JSON
`;

/**
 * Runs the `postmortems` command. It answers with the exit code.
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
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        config: { type: 'string', multiple: true },
        anchor: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const [group, action, incidentKey, ...others] = positionals;
    if (values.help) {
      output.print(USAGE);
      return 0;
    }
    if (group !== 'seal' || action !== 'verify' || others.length > 0) {
      output.printError(USAGE);
      return 2;
    }
    return await verifySeals({ ...values, args, incidentKey, ...output });
  } catch (error) {
    output.printError(`${toError(error).message}\n`);
    return 2;
  }
}

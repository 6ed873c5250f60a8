import { Command } from 'commander';
import { ApiClient } from './api-client.js';
import { resolveAccess } from './access.js';
import { exportEvents, type ExportEventsOptions } from './export/export-events.js';
import { type ImportFileOptions, importFile } from './import/import-file.js';
import { MAPPING_HELP } from './import/mapping.js';
import { migrate } from './migrate.js';
import { resetOwnerPassword } from './owner.js';
import { replay } from './replay.js';
import { sendDemo } from './demo.js';
import { verify, type VerifyOptions } from './verify.js';

const HOME = process.env.GROUNDSWELL_HOME || '.groundswell';

interface AccessOptions {
  url?: string;
  token?: string;
  home: string;
}

function withAccess(command: Command): Command {
  return command
    .option('--url <url>', 'where Groundswell runs (GROUNDSWELL_URL)')
    .option('--token <token>', 'API token gs_… (GROUNDSWELL_TOKEN); not needed beside a local `npm start`')
    .option('--home <folder>', 'data folder of the local start', HOME);
}

const client = (options: AccessOptions) => new ApiClient(resolveAccess(options, process.env));

function program(): Command {
  const root = new Command('groundswell').description('Groundswell from the command line');

  withAccess(root.command('import <file>'))
    .description(
      'Import a log into a project: CSV, NDJSON, a JSON array or Parquet; gzip, zstd, brotli and zip are unpacked. Exports of ' +
        'PostHog, Mixpanel, Amplitude, Segment and our own need no --map',
    )
    .requiredOption('--project <id or name>', 'the project')
    .option('--map <mapping>', MAPPING_HELP)
    .option(
      '--format <format>',
      'csv, ndjson, json, parquet, or whose export it is: posthog, mixpanel, amplitude, segment; found out when left out',
    )
    .option('--time-zone <zone>', 'zone that times of a Mixpanel project from before 2023 count in')
    .addHelpText(
      'after',
      '\nExample:\n  npx groundswell import log.csv --project Game --map event=eventName,distinctId=userid,timestamp=eventDate\n  npx groundswell import export.zip --project App\n\nThe same file again changes nothing: rows are known by their ids.',
    )
    .action((file: string, options: AccessOptions & Omit<ImportFileOptions, 'file'>) =>
      importFile(client(options), { file, ...options }),
    );

  withAccess(root.command('export'))
    .description('Write the events of a project to standard output as NDJSON, one a line')
    .requiredOption('--project <id or name>', 'the project')
    .requiredOption('--from <YYYY-MM-DD>', "first day, in the project's time zone")
    .requiredOption('--to <YYYY-MM-DD>', 'last day, which is in it')
    .option('--event <name>', 'only events of this name')
    .addHelpText(
      'after',
      '\nExample:\n  npx groundswell export --project Game --from 2026-01-01 --to 2026-01-31 > january.ndjson',
    )
    .action((options: AccessOptions & ExportEventsOptions) => exportEvents(client(options), options));

  root
    .command('migrate')
    .description(
      'Migrate PostgreSQL and ClickHouse given by DATABASE_URL and CLICKHOUSE_URL; safe to run twice',
    )
    .action(() => migrate(process.env));

  root
    .command('owner')
    .description('The account made at the first start')
    .command('reset-password')
    .description('Give it a new password, print that, and end its sessions')
    .option('--email <e-mail>', 'another account than the first')
    .option('--home <folder>', 'data folder of the local start', HOME)
    .action((options: { email?: string; home: string }) => resetOwnerPassword(options, process.env));

  withAccess(root.command('verify'))
    .description(
      'Hold stored events to the log, and rollups to stored events, day by day; ends with 1 when something differs',
    )
    .option('--project <id or name>', 'one project; all of yours when left out')
    .option('--repair', 'store again what is missing and in the log, make rollups anew where they differ')
    .action((options: AccessOptions & VerifyOptions) => verify(client(options), options));

  root
    .command('replay')
    .description(
      'Let the pipeline read the whole log again, with no effect on what is stored; stop the pipelines first. For a log given by KAFKA_BROKERS or DATABASE_URL',
    )
    .action(() => replay(process.env));

  root
    .command('demo')
    .description('Send the simulated demo events to a project through the collector')
    .requiredOption('--write-key <key>', "the project's write key")
    .option('--url <url>', 'where the collector runs', process.env.GROUNDSWELL_URL || 'http://127.0.0.1:3000')
    .option('--scale <number>', 'part of the published scale', '0.01')
    .action((options: { writeKey: string; url: string; scale: string }) => sendDemo(options));

  return root;
}

/** Runs one command; a failure is one sentence on stderr and exit code 1. */
export async function run(argv: string[]): Promise<void> {
  try {
    await program().parseAsync(argv);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

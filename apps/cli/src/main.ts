import { Command } from 'commander';
import { ApiClient } from './api-client.js';
import { resolveAccess } from './access.js';
import { importFile } from './import/import-file.js';
import { MAPPING_HELP } from './import/mapping.js';
import { migrate } from './migrate.js';
import { sendDemo } from './demo.js';

interface AccessOptions {
  url?: string;
  token?: string;
  home: string;
}

function withAccess(command: Command): Command {
  return command
    .option('--url <url>', 'where Groundswell runs (GROUNDSWELL_URL)')
    .option('--token <token>', 'API token gs_… (GROUNDSWELL_TOKEN); not needed beside a local `npm start`')
    .option(
      '--home <folder>',
      'data folder of the local start',
      process.env.GROUNDSWELL_HOME || '.groundswell',
    );
}

const client = (options: AccessOptions) => new ApiClient(resolveAccess(options, process.env));

function program(): Command {
  const root = new Command('groundswell').description('Groundswell from the command line');

  withAccess(root.command('import <file>'))
    .description('Import a CSV or NDJSON log (.gz too) into a project')
    .requiredOption('--project <id or name>', 'the project')
    .requiredOption('--map <mapping>', MAPPING_HELP)
    .option('--format <format>', 'csv or ndjson; by the file name when left out')
    .addHelpText(
      'after',
      '\nExample:\n  npx groundswell import log.csv --project Game --map event=eventName,distinctId=userid,timestamp=eventDate',
    )
    .action((file: string, options: AccessOptions & { project: string; map: string; format?: string }) =>
      importFile(client(options), { file, ...options }),
    );

  root
    .command('migrate')
    .description(
      'Migrate PostgreSQL and ClickHouse given by DATABASE_URL and CLICKHOUSE_URL; safe to run twice',
    )
    .action(() => migrate(process.env));

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

import {
  type AdNetwork,
  CONVERSION_NAMES,
  NETWORKS_WITH_TESTS,
  NETWORK_CREDENTIALS,
  NETWORK_SETTINGS,
} from '@groundswell/contracts';
import { ProblemException } from '@groundswell/platform';
import type { ConversionDestinationEntity } from '@groundswell/postgres';
import type { z } from 'zod';

type Issue = { path: string; message: string };
type Checked = Pick<ConversionDestinationEntity, 'network' | 'settings' | 'rules' | 'testMode'>;

/**
 * The settings as they are kept.
 * @throws ProblemException 400 for what the network cannot be told
 */
export function checkDestination({ network, settings, rules, testMode }: Checked): Record<string, unknown> {
  const { pattern, says } = CONVERSION_NAMES[network];
  refuse([
    ...issuesOf(NETWORK_SETTINGS[network], settings, 'settings'),
    ...rules.flatMap(({ name }, at) =>
      pattern.test(name) ? [] : [{ path: `rules.${at}.name`, message: says }],
    ),
    ...(testMode ? testIssues(network, settings) : []),
  ]);
  return NETWORK_SETTINGS[network].parse(settings);
}

/**
 * The credentials as they are kept.
 * @throws ProblemException 400
 */
export function checkCredentials(network: AdNetwork, credentials: Record<string, string>): object {
  refuse(issuesOf(NETWORK_CREDENTIALS[network], credentials, 'credentials'));
  return NETWORK_CREDENTIALS[network].parse(credentials);
}

/** Whether the network can be sent tests, as things are set; says what is missing. */
export function testIssues(network: AdNetwork, settings: Record<string, unknown>): Issue[] {
  if (!NETWORKS_WITH_TESTS.includes(network)) {
    const message = 'this network knows no test events; use a dry run';
    return [{ path: 'testMode', message }];
  }
  if (network === 'google' || settings.testEventCode) return [];
  return [{ path: 'settings.testEventCode', message: 'test events need the code that the network shows' }];
}

function issuesOf(schema: z.ZodType, value: unknown, root: string): Issue[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({ path: [root, ...path].join('.'), message }));
}

export function refuse(issues: Issue[]): void {
  if (issues.length === 0) return;
  const detail = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ProblemException(400, `${detail}.`, issues);
}

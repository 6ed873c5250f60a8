import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the broker keeps what is its own; nobody else may look in. */
export interface BrokerFolders {
  kafka: string;
  data: string;
  logs: string;
  pidFile: string;
  settings: string;
}

export function makeBrokerFolders(home: string): BrokerFolders {
  const kafka = resolve(home, 'kafka');
  const logs = resolve(home, 'logs');
  mkdirSync(kafka, { recursive: true, mode: 0o700 });
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  return {
    kafka,
    data: join(kafka, 'data'),
    logs,
    pidFile: join(kafka, 'broker.pid'),
    settings: join(kafka, 'server.properties'),
  };
}

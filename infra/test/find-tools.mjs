import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const OLDEST_JAVA = 17;
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const BROWSER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** Path of a Chromium or Chrome, or undefined. */
export function findBrowser() {
  const given = process.env.CHROME_PATH;
  if (given && existsSync(given)) return given;
  return BROWSERS.map(onPath).find(Boolean) ?? BROWSER_PLACES.find(existsSync);
}

function javaMajor(path) {
  const { stderr } = spawnSync(path, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}

/** Path of a Java runtime that Kafka 4 runs on, or undefined. */
export function findJavaRuntime() {
  const installed = '/usr/lib/jvm';
  const candidates = [
    process.env.JAVA_HOME && join(process.env.JAVA_HOME, 'bin/java'),
    onPath('java'),
    ...(existsSync(installed) ? readdirSync(installed).map((name) => join(installed, name, 'bin/java')) : []),
  ];
  return candidates.find((path) => path && existsSync(path) && javaMajor(path) >= OLDEST_JAVA);
}

/** Reads a module from standard input and writes it, bundled for a browser with what it imports, to standard output. */
import { text } from 'node:stream/consumers';
import { build } from 'vite';

const ENTRY = 'entry-of-a-page';
const code = await text(process.stdin);
const { output } = await build({
  configFile: false,
  logLevel: 'error',
  plugins: [
    {
      name: ENTRY,
      resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
      load: (id) => (id === `\0${ENTRY}` ? code : null),
    },
  ],
  build: { write: false, minify: false, rollupOptions: { input: ENTRY, output: { codeSplitting: false } } },
}).then((result) => (Array.isArray(result) ? result[0] : result));
process.stdout.write(output.find(({ type }) => type === 'chunk').code);

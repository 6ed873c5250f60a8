/**
 * Lints texts as if they lay at given paths: reads [{filePath, code}] from stdin and prints, for each, the rules
 * that it breaks. The boundary rule reads Nx's cached project graph, so the graph is made first.
 */
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

const texts = JSON.parse(await text(process.stdin));
await createProjectGraphAsync({ exitOnError: true });
const eslint = new ESLint();
const answers = [];
for (const { filePath, code } of texts) {
  const [result] = await eslint.lintText(code, { filePath });
  answers.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(answers));
process.exit(0);
